using System.Net;
using System.Net.Sockets;
using Plimsoll.Docker;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Docker;

[Collection(SharedDocker.Name)]
public sealed class DockerPushTests(DockerFixture fixture)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly DockerEngine _engine = fixture.Engine;

    [Fact]
    public async Task A_push_returns_the_digest_that_the_registry_has()
    {
        var registry = await SharedRegistry.OpenAsync();
        var image = InMemoryImage.Create(null, ("pushed", "1"), ("pushed2", "2"));
        var name = ImageReference.Parse($"{registry.Root}/acme/app:1.0");
        await _engine.LoadAsync(image, image.Manifest, [name], None);
        var progress = new Reports();

        var digest = await _engine.PushAsync(name, null, progress, None);

        Assert.Equal(digest.ToString(), await DigestAsync(registry, "acme/app", "1.0"));
        Assert.Equal(2, progress.All.Where(report => report.Status == "Pushed").Select(report => report.Layer).Distinct().Count());
        Assert.Equal([$"{registry.Root}/acme/app@{digest}"], (await _engine.InspectAsync(name.ToString(), None))!.RepoDigests);
    }

    [Fact]
    public async Task A_name_without_tag_pushes_latest_alone()
    {
        var registry = await SharedRegistry.OpenAsync();
        var image = InMemoryImage.Create(null, ("latest", "1"));
        var name = ImageReference.Parse($"{registry.Root}/acme/app");
        await _engine.LoadAsync(image, image.Manifest, [name, name.WithTag("other")], None);

        var digest = await _engine.PushAsync(name, null, null, None);

        Assert.Equal(digest.ToString(), await DigestAsync(registry, "acme/app", "latest"));
        Assert.Null(await DigestAsync(registry, "acme/app", "other"));
    }

    [Fact]
    public async Task The_right_password_opens_the_registry()
    {
        await using var registry = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        var name = await LoadAsync(registry.Host, "right");

        var digest = await _engine.PushAsync(name, new EngineCredentials { Username = RegistryServerOptions.Username, Password = RegistryServerOptions.Password }, null, None);

        Assert.Equal("sha256", digest.Algorithm);
    }

    [Theory]
    [InlineData(RegistryServerOptions.Username, "w1ndward")]
    [InlineData(null, null)]
    public async Task The_wrong_password_is_a_matter_of_authentication(string? user, string? password)
    {
        await using var registry = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        var name = await LoadAsync(registry.Host, "wrong");
        var credentials = user is null ? null : new EngineCredentials { Username = user, Password = password };

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await _engine.PushAsync(name, credentials, null, None));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Contains(name.Familiar, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("w1ndward", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_a_matter_of_the_network()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        var name = await LoadAsync(address, "closed");

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await _engine.PushAsync(name, null, null, None));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains("connection refused", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_the_engine_does_not_have_is_not_found()
    {
        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await _engine.PushAsync(ImageReference.Parse("127.0.0.1:1/acme/none:1"), null, null, None));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
    }

    [Fact]
    public async Task A_name_with_a_digest_cannot_be_pushed()
    {
        var name = ImageReference.Parse("127.0.0.1:1/acme/none:1").WithDigest(Digest.Sha256([]));

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await _engine.PushAsync(name, null, null, None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
    }

    /// <summary>What the registry itself says, asked without any of our own client.</summary>
    private static async Task<string?> DigestAsync(SharedRegistry registry, string repository, string tag)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, $"http://{registry.Host}/v2/{registry.Name(repository)}/manifests/{tag}");
        request.Headers.Accept.ParseAdd(MediaTypes.DockerManifest);
        using var response = await client.SendAsync(request);
        return response.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.Single() : null;
    }

    private async Task<ImageReference> LoadAsync(string registry, string tag)
    {
        var image = InMemoryImage.Create(null, (tag, "1"));
        var name = ImageReference.Parse($"{registry}/acme/app:{tag}");
        await _engine.LoadAsync(image, image.Manifest, [name], None);
        return name;
    }

    private sealed class Reports : IProgress<EngineProgress>
    {
        public List<EngineProgress> All { get; } = [];

        public void Report(EngineProgress value) => All.Add(value);
    }
}

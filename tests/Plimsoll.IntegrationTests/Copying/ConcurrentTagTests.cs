using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Copying;

/// <summary>Two processes give a tag that never moves different images, which both have found free.</summary>
public sealed class ConcurrentTagTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly InMemoryImage _ours = InMemoryImage.Create(null, ("whose", "ours"));
    private readonly InMemoryImage _theirs = InMemoryImage.Create(null, ("whose", "theirs"));
    private SharedRegistry _registry = null!;

    /// <summary>Runs before each request of the process that is tested.</summary>
    private Func<HttpRequestMessage, Task> _before = _ => Task.CompletedTask;

    private string Name => $"{_registry.Root}/acme/app";

    public async Task InitializeAsync()
    {
        _registry = await SharedRegistry.OpenAsync();
        await PushAsync(_ours, "ours");
        await PushAsync(_theirs, "theirs");
    }

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    [Fact]
    public Task Who_tags_an_image_and_is_overwritten_is_told_so() =>
        LosesAsync(host => host.TagAsync(ImageReference.Parse($"{Name}:ours"), ["1.0.0"]));

    [Fact]
    public Task Who_copies_an_image_and_is_overwritten_is_told_so() =>
        LosesAsync(host => host.CopyAsync($"{Name}:ours", $"{Name}:1.0.0"));

    [Fact]
    public async Task A_tag_that_moves_costs_no_further_request()
    {
        var log = new RequestLog(_registry);
        await using var host = Host(log);

        await host.TagAsync(ImageReference.Parse($"{Name}:ours"), ["stable"]);

        Assert.Equal("PUT /v2/acme/app/manifests/stable", log.Lines[^1]);
    }

    private async Task LosesAsync(Func<PlimsollHost, Task<Digest>> write)
    {
        var isWritten = false;
        _before = async request =>
        {
            var isTag = request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.EndsWith("/manifests/1.0.0", StringComparison.Ordinal);
            if (isWritten && !isTag)
                await PushAsync(_theirs, "1.0.0");
            isWritten |= isTag;
        };
        await using var host = Host();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => write(host));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains($"acme/app:1.0.0 is immutable and was written by another process at the same time.\n  existing: {_theirs.Manifest.Descriptor.Digest}", exception.Message, StringComparison.Ordinal);
    }

    private async Task PushAsync(InMemoryImage image, string tag)
    {
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse(Name));
        await ImageCopier.CopyAsync(image, image.Manifest, repository, null, None);
        await repository.PutManifestAsync(image.Manifest, tag, None);
    }

    private PlimsollHost Host(RequestLog? log = null) => PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        Configuration = new(),
        Environment = _ => null,
        ToolVersion = "0.0.0",
        RegistryClient = new RegistryClientOptions { Transport = inner => new FaultHandler(log?.Wrap(inner) ?? inner, request => _before(request)) },
    });
}

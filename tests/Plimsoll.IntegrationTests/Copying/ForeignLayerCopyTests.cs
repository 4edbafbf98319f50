using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Sources;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Copying;

/// <summary>Images with foreign layers between real registries; the layer itself is served by a third.</summary>
public sealed class ForeignLayerCopyTests : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly RequestLog _log = new();
    private RegistryServer? _started;
    private RegistryClient? _opened;

    private RegistryServer Server => _started!;

    public async Task InitializeAsync()
    {
        _started = await RegistryServer.StartAsync(new RegistryServerOptions { AllowsForeignLayers = true });
        _opened = new RegistryClient(new RegistryClientOptions { Transport = _log.Wrap });
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose()
    {
        _opened?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_foreign_layer_is_neither_fetched_nor_sent_and_the_digest_stays()
    {
        var image = await PushAsync(Elsewhere);
        var target = Repository("acme/copy");
        _log.Clear();

        var report = await ImageCopier.CopyAsync(Repository("acme/app"), image.Manifest, target, null, None);

        Assert.Equal(BlobOutcome.Foreign, report.Blobs.Single(copy => copy.Blob.Digest == image.Foreign.Digest).Outcome);
        Assert.DoesNotContain(_log.Lines, line => line.Contains(image.Foreign.Digest.Hex, StringComparison.Ordinal));
        Assert.Equal(image.Manifest.Bytes.ToArray(), (await target.GetManifestAsync(image.Manifest.Descriptor.Digest.ToString(), None)).Bytes.ToArray());
        Assert.False(await target.HasBlobAsync(image.Foreign, None));
    }

    [Fact]
    public async Task A_foreign_layer_that_is_wanted_comes_from_its_address_and_the_digest_stays()
    {
        var image = await PushAsync(Elsewhere);
        var target = Repository("acme/copy");
        _log.Clear();

        await ImageCopier.CopyAsync(Repository("acme/app"), image.Manifest, target, new CopyOptions { IncludeForeignLayers = true }, null, None);

        Assert.Contains($"GET /v2/vendor/layers/blobs/{image.Foreign.Digest}", _log.Lines);
        Assert.True(await target.HasBlobAsync(image.Foreign, None));
        Assert.Equal(image.Manifest.Descriptor, await target.ResolveAsync(image.Manifest.Descriptor.Digest.ToString(), None));
    }

    [Fact]
    public async Task A_foreign_layer_of_a_layout_is_fetched_by_the_registry_it_goes_to()
    {
        var image = await PushAsync(Elsewhere);
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await ImageCopier.CopyAsync(Repository("acme/app"), image.Manifest, layout, null, None);

        await ImageCopier.CopyAsync(layout, image.Manifest, Repository("acme/back"), new CopyOptions { IncludeForeignLayers = true }, null, None);

        Assert.True(await Repository("acme/back").HasBlobAsync(image.Foreign, None));
    }

    [Fact]
    public async Task An_address_of_a_registry_with_a_password_gets_none()
    {
        await using var vendor = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true, AllowsForeignLayers = true });
        using var client = new RegistryClient(new RegistryClientOptions
        {
            Credentials = CredentialSource.Explicit(vendor.Host, RegistryServerOptions.Username, RegistryServerOptions.Password),
        });
        var repository = client.Repository(ImageReference.Parse($"{vendor.Host}/acme/app"));
        var bytes = new ForeignImage("licensed").Foreign;
        var image = new ForeignImage("licensed", $"http://{vendor.Host}/v2/vendor/layers/blobs/{bytes.Digest}");
        await client.Repository(ImageReference.Parse($"{vendor.Host}/vendor/layers")).PutBlobAsync(image.Foreign, _ => new(new MemoryStream(image.ForeignBytes)), None);
        await ImageCopier.CopyAsync(image, image.Manifest, repository, null, None);

        var exception = await Assert.ThrowsAsync<RegistryException>(() =>
            ImageCopier.CopyAsync(repository, image.Manifest, Repository("acme/copy"), new CopyOptions { IncludeForeignLayers = true }, null, None));

        Assert.Contains("returned HTTP 401 to a request without credentials", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oci:{0}/layout:1.0")]
    [InlineData("oci-archive:{0}/image.tar:1.0")]
    public async Task Files_hold_the_image_with_and_without_its_foreign_layer(string form)
    {
        var image = await PushAsync(Elsewhere, "1.0");
        await using var services = Services();
        foreach (var include in new[] { false, true })
        {
            var files = string.Format(form, Directory.CreateDirectory(_folder[$"{include}"]).FullName);
            await CopyAsync(services, $"{Server.Host}/acme/app:1.0", files, include);
            await CopyAsync(services, files, $"{Server.Host}/back/{include}:1.0".ToLowerInvariant(), include);

            var back = Repository($"back/{include}".ToLowerInvariant());
            Assert.Equal(image.Manifest.Descriptor, await back.ResolveAsync("1.0", None));
            Assert.Equal(include, await back.HasBlobAsync(image.Foreign, None));
        }
    }

    private static PlimsollHost Services() => PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        ConnectEngine = () => throw new InvalidOperationException("No engine is needed."),
        Environment = _ => null,
        ToolVersion = "0.0.0",
    });

    private static async Task CopyAsync(PlimsollHost services, string source, string destination, bool include)
    {
        using var image = await new ImageOpener(services).OpenAsync(ImageLocation.Parse(source), null, None);
        await new ImageWriter(services).WriteAsync(image, ImageLocation.ParseDestination(destination), new CopyOptions { IncludeForeignLayers = include }, null, None);
    }

    private string Elsewhere(Descriptor layer) => $"http://{Server.Host}/v2/vendor/layers/blobs/{layer.Digest}";

    private RegistryRepository Repository(string name) => _opened!.Repository(ImageReference.Parse($"{Server.Host}/{name}"));

    /// <summary>Pushes an image whose foreign layer is in the vendor's repository alone.</summary>
    private async Task<ForeignImage> PushAsync(Func<Descriptor, string> address, string? tag = null)
    {
        var image = new ForeignImage("windows", address(new ForeignImage("windows").Foreign));
        await Repository("vendor/layers").PutBlobAsync(image.Foreign, _ => new(new MemoryStream(image.ForeignBytes)), None);
        await ImageCopier.CopyAsync(image, image.Manifest, Repository("acme/app"), null, None);
        if (tag is not null)
            await Repository("acme/app").PutManifestAsync(image.Manifest, tag, None);
        return image;
    }
}

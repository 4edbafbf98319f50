using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Docker;

/// <summary>An engine takes one image of an index: the only one, or the one for its own platform.</summary>
[Collection(SharedDocker.Name)]
public sealed class EnginePlatformTests(DockerFixture fixture) : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private PlimsollHost? _plimsoll;

    public Task InitializeAsync()
    {
        _plimsoll = PlimsollHost.CreateDefault(new PlimsollHostOptions { Directory = _folder.Path, ConnectEngine = () => fixture.Engine, Environment = _ => null });
        return Task.CompletedTask;
    }

    // The engine is the fixture's, and stays open.
    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_image_with_its_attestations_is_loaded_without_them()
    {
        var attested = AttestedImage.Create(InMemoryImage.Create(null, ("attested", "1")));

        var digest = await CopyAsync(attested, attested.Manifest, "acme/attested:1");

        Assert.Equal(attested.Image.Manifest.Descriptor.Digest, digest);
        Assert.Equal(attested.Image.Id, (await fixture.Engine.InspectAsync("acme/attested:1", None))?.Id);
    }

    [Fact]
    public async Task Of_several_platforms_the_one_of_the_engine_is_loaded()
    {
        var own = (await fixture.Engine.GetVersionAsync(None)).Platform.ToString();
        var index = InMemoryIndex.Create("linux/s390x", own);

        Assert.Equal(index.Image(1).Descriptor.Digest, await CopyAsync(index, index.Manifest, "acme/several:1"));
    }

    [Fact]
    public async Task Platforms_of_other_engines_are_refused()
    {
        var index = InMemoryIndex.Create("linux/s390x", "linux/ppc64le");

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => CopyAsync(index, index.Manifest, "acme/other:1"));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
        Assert.Null(await fixture.Engine.InspectAsync("acme/other:1", None));
    }

    private async Task<Digest> CopyAsync(IImageSource source, ManifestContent manifest, string name)
    {
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await ImageCopier.CopyAsync(source, manifest, layout, null, None);
        await layout.PutManifestAsync(manifest, "1", None);
        return await _plimsoll!.CopyAsync("oci:layout:1", $"docker-daemon:{name}", None);
    }
}

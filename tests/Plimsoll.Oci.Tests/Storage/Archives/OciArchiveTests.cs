using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Archives;

public sealed class OciArchiveTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly InMemoryImage _image = InMemoryImage.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_index_in_the_index_is_read_with_the_manifests_it_lists()
    {
        var nested = Nest(_image.Manifest.Descriptor);
        using var archive = await ImageArchive.OpenAsync(Layout(nested, "1.0").Write(_folder), None);

        var root = await archive.GetManifestAsync("1.0", None);

        Assert.Equal(nested.Descriptor.Digest, root.Descriptor.Digest);
        var copied = await ImageCopier.CollectAsync(archive, root, None);
        Assert.Equal([_image.Manifest.Descriptor.Digest, nested.Descriptor.Digest], copied.Select(manifest => manifest.Descriptor.Digest));
        Assert.Null(await archive.ResolveAsync(_image.Id.ToString(), None));
    }

    [Fact]
    public async Task A_listed_manifest_that_is_not_there_is_not_found_when_it_is_asked_for()
    {
        var other = new Descriptor(MediaTypes.OciManifest, Digest.Sha256("elsewhere"u8), 9);
        using var archive = await OciArchive.OpenAsync(Layout(Nest(_image.Manifest.Descriptor, other), "1.0").Write(_folder), None);

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await archive.GetManifestAsync(other.Digest.ToString(), None));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
    }

    [Fact]
    public async Task A_manifest_that_was_changed_is_refused()
    {
        var nested = Nest(_image.Manifest.Descriptor);
        var path = Layout(nested, "1.0", changed: true).Write(_folder);

        await Assert.ThrowsAsync<ContentMismatchException>(async () => await OciArchive.OpenAsync(path, None));
    }

    [Fact]
    public async Task Indexes_nested_without_end_are_refused()
    {
        var builder = new ArchiveBuilder().File("oci-layout", "{}");
        var current = Nest(_image.Manifest.Descriptor);
        for (var depth = 0; depth < 10; depth++)
        {
            builder.File(PathOf(current), current.Bytes.ToArray());
            current = Nest(current.Descriptor);
        }

        var path = builder.File("index.json", current.Bytes.ToArray()).Write(_folder);

        Assert.Contains("nested", (await Assert.ThrowsAsync<PlimsollException>(async () => await OciArchive.OpenAsync(path, None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_the_archive_holds_counts_more_than_one_made_from_its_layers()
    {
        // As Docker writes since version 25.
        var builder = Layout(_image.Manifest, "1.0")
            .Manifest(Path(_image.Content.Config), [.. _image.Content.Layers.Select(Path)], "acme/app:1.0");

        using var archive = await DockerArchive.OpenAsync(builder.Write(_folder), None);

        Assert.Equal(_image.Manifest.Descriptor.Digest, archive.Choose(null).Digest);
    }

    [Fact]
    public async Task A_manifest_whose_blobs_are_not_all_there_does_not_count()
    {
        var tar = InMemoryImage.Tar("a", "1");
        var config = ArchiveBuilder.Config(tar);
        var absent = new Descriptor(MediaTypes.OciLayerGzip, Digest.Sha256("absent"u8), 6);
        var manifest = new ImageManifest(new Descriptor(MediaTypes.OciConfig, Digest.Sha256(config), config.Length), [absent]) { MediaType = MediaTypes.OciManifest }.Serialize();
        var index = Nest(manifest.Descriptor);
        var path = new ArchiveBuilder()
            .File("oci-layout", "{}").File("index.json", index.Bytes.ToArray()).File(PathOf(manifest), manifest.Bytes.ToArray())
            .File("c", config).File("l", tar).Manifest("c", ["l"])
            .Write(_folder);

        using var archive = await DockerArchive.OpenAsync(path, None);

        var derived = (ImageManifest)(await archive.GetManifestAsync(archive.Choose(null).Digest.ToString(), None)).Parse();
        Assert.Equal(Digest.Sha256(tar), Assert.Single(derived.Layers).Digest);
    }

    private static ManifestContent Nest(params Descriptor[] manifests) => new ImageIndex(manifests) { MediaType = MediaTypes.OciIndex }.Serialize();

    private static string Path(Descriptor blob) => $"blobs/sha256/{blob.Digest.Hex}";

    private static string PathOf(ManifestContent manifest) => Path(manifest.Descriptor);

    private ArchiveBuilder Layout(ManifestContent root, string tag, bool changed = false)
    {
        var index = Nest(root.Descriptor with { Annotations = new Dictionary<string, string> { ["org.opencontainers.image.ref.name"] = tag } });
        var builder = new ArchiveBuilder()
            .File("oci-layout", """{"imageLayoutVersion":"1.0.0"}""")
            .File("index.json", index.Bytes.ToArray())
            .File(PathOf(root), changed ? [.. root.Bytes.ToArray(), (byte)'\n'] : root.Bytes.ToArray());
        if (root != _image.Manifest)
            builder.File(PathOf(_image.Manifest), _image.Manifest.Bytes.ToArray());
        foreach (var blob in _image.Content.Blobs)
            builder.File(Path(blob), _image.Blob(blob.Digest));
        return builder;
    }
}

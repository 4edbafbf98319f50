using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Directories;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage;

public sealed class ImageDirectoryTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_image_is_read_as_it_was_written()
    {
        var image = InMemoryImage.Create();
        await WriteAsync(image, image.Manifest);

        var directory = ImageDirectory.Open(_folder["image"]);
        var copy = ImageDirectory.OpenOrCreate(_folder["copy"]);
        await ImageCopier.CopyAsync(directory, directory.ReadRoot(), copy, null, None);
        await copy.PutManifestAsync(directory.ReadRoot(), "latest", None);

        Assert.Equal(image.Manifest.Bytes.ToArray(), ImageDirectory.Open(_folder["copy"]).ReadRoot().Bytes.ToArray());
        Assert.Equal(image.Manifest.Descriptor, await directory.ResolveAsync(image.Manifest.Descriptor.Digest.ToString(), None));
        Assert.Null(await directory.ResolveAsync("latest", None));
    }

    [Fact]
    public async Task Another_image_replaces_the_one_before_it_with_all_its_files()
    {
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");
        await WriteAsync(index, index.Manifest);
        _folder.Write("image/signature-1", "x");
        var image = InMemoryImage.Create(null, ("other", "other"));

        await WriteAsync(image, image.Manifest);

        Assert.Equal(
            ((string[])["manifest.json", "version", .. image.Content.Blobs.Select(blob => blob.Digest.Hex)]).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(_folder["image"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_image_whose_blobs_another_process_deleted_is_no_success()
    {
        var image = InMemoryImage.Create(null, ("one", "1"));
        var directory = ImageDirectory.OpenOrCreate(_folder["image"]);
        await ImageCopier.CopyAsync(image, image.Manifest, directory, null, None);

        await WriteAsync(InMemoryImage.Create(null, ("two", "2")), InMemoryImage.Create(null, ("two", "2")).Manifest);
        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await directory.PutManifestAsync(image.Manifest, "latest", None));

        Assert.Equal(ErrorKind.Failed, exception.Kind);
        Assert.Contains("another image there", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_blob_leaves_nothing_behind()
    {
        var image = InMemoryImage.Create();
        var broken = image.WithBrokenBlob(image.Content.Layers[1].Digest);

        await Assert.ThrowsAsync<ContentMismatchException>(() => WriteAsync(broken, broken.Manifest));

        Assert.False(File.Exists(_folder[$"image/{image.Content.Layers[1].Digest.Hex}"]));
        Assert.False(File.Exists(_folder["image/manifest.json"]));
    }

    [Fact]
    public async Task A_blob_that_was_changed_is_not_read_to_its_end()
    {
        var image = InMemoryImage.Create();
        await WriteAsync(image, image.Manifest);
        var layer = image.Content.Layers[0];
        File.WriteAllBytes(_folder[$"image/{layer.Digest.Hex}"], new byte[layer.Size]);

        await using var content = await ImageDirectory.Open(_folder["image"]).OpenBlobAsync(layer, None);

        await Assert.ThrowsAsync<ContentMismatchException>(() => content.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task A_manifest_of_an_index_that_was_changed_is_refused()
    {
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");
        await WriteAsync(index, index.Manifest);
        var (first, second) = (index.Image(0).Descriptor, index.Image(1).Descriptor);
        File.Copy(_folder[$"image/{first.Digest.Hex}.manifest.json"], _folder[$"image/{second.Digest.Hex}.manifest.json"], overwrite: true);

        await Assert.ThrowsAsync<ContentMismatchException>(async () => await ImageDirectory.Open(_folder["image"]).GetManifestAsync(second.Digest.ToString(), None));
    }

    [Fact]
    public void Other_files_are_never_overwritten()
    {
        _folder.Write("image/app", "x");

        Assert.Contains("it contains other files", Assert.Throws<PlimsollException>(() => ImageDirectory.OpenOrCreate(_folder["image"])).Message, StringComparison.Ordinal);
        Assert.Contains("files:", Assert.Throws<PlimsollException>(() => ImageDirectory.Open(_folder["image"])).Advice, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<PlimsollException>(() => ImageDirectory.Open(_folder["none"])).Kind);
    }

    private async Task WriteAsync(IImageSource source, ManifestContent root)
    {
        var directory = ImageDirectory.OpenOrCreate(_folder["image"]);
        await ImageCopier.CopyAsync(source, root, directory, new CopyOptions { WritesRoot = false }, null, None);
        await directory.PutManifestAsync(root, "latest", None);
    }
}

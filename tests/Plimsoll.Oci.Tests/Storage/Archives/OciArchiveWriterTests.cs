using System.Formats.Tar;
using System.Security.Cryptography;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Archives;

public class OciArchiveWriterTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_index_is_read_back_whole_and_byte_for_byte()
    {
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");
        using var folder = new TempDirectory();
        await File.WriteAllBytesAsync(folder["image.tar"], await WriteAsync(index, index.Manifest, "1.0"));

        using var archive = await ImageArchive.OpenAsync(folder["image.tar"], None);
        var read = await archive.GetManifestAsync("1.0", None);
        var manifests = await ImageCopier.CollectAsync(archive, read, None);

        Assert.Equal(index.Manifest.Bytes.ToArray(), read.Bytes.ToArray());
        Assert.Equal(4, manifests.Count);
        foreach (var blob in manifests.SelectMany(manifest => manifest.Parse().Blobs))
        {
            await using var content = await archive.OpenBlobAsync(blob, None);
            await content.CopyToAsync(Stream.Null);
        }
    }

    [Fact]
    public async Task The_same_image_and_tag_give_the_same_bytes()
    {
        var image = InMemoryImage.Create();

        Assert.Equal(await WriteAsync(image, image.Manifest, "1.0"), await WriteAsync(image, image.Manifest, "1.0"));
    }

    [Fact]
    public async Task A_blob_that_is_not_what_it_should_be_stops_the_writing()
    {
        var image = InMemoryImage.Create();
        var broken = image.WithBrokenBlob(image.Content.Layers[1].Digest);

        await Assert.ThrowsAsync<ContentMismatchException>(() => WriteAsync(broken, broken.Manifest, null));
    }

    [Fact]
    public async Task A_blob_of_a_sha512_digest_has_its_long_name_and_nothing_shifts()
    {
        using var folder = new TempDirectory();
        var layout = OciLayout.OpenOrCreate(folder["layout"]);
        var text = "a layer"u8.ToArray();
        var layer = new Descriptor(MediaTypes.OciLayer, Digest.Parse("sha512:" + Convert.ToHexStringLower(SHA512.HashData(text))), text.Length);
        var image = InMemoryImage.Create();
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, None);
        await layout.PutBlobAsync(layer, _ => new(new MemoryStream(text)), None);
        var manifest = (image.Content with { Layers = [layer, .. image.Content.Layers] }).Serialize();
        await File.WriteAllBytesAsync(folder["image.tar"], await WriteAsync(layout, manifest, "1.0"));

        using var archive = await ImageArchive.OpenAsync(folder["image.tar"], None);
        await ImageCopier.CopyAsync(archive, await archive.GetManifestAsync("1.0", None), OciLayout.OpenOrCreate(folder["copy"]), null, None);

        Assert.Equal(text, await File.ReadAllBytesAsync(folder[$"copy/blobs/sha512/{layer.Digest.Hex}"]));
        await using var tar = new TarReader(File.OpenRead(folder["image.tar"]));
        var names = new List<string>();
        while (await tar.GetNextEntryAsync() is { } entry)
            names.Add(entry.Name);
        Assert.Contains($"blobs/sha512/{layer.Digest.Hex}", names);
        Assert.Contains($"blobs/sha256/{image.Content.Layers[^1].Digest.Hex}", names);
    }

    private static async Task<byte[]> WriteAsync(IImageSource source, ManifestContent root, string? tag)
    {
        using var tar = new MemoryStream();
        await OciArchiveWriter.WriteAsync(tar, source, root, tag, None);
        return tar.ToArray();
    }
}

using System.Formats.Tar;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Archives;

public sealed class DockerArchiveTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task The_old_shape_becomes_an_OCI_image_over_its_layers_as_they_are(TarEntryFormat format)
    {
        var (builder, config, layers) = ArchiveBuilder.Old("acme/app:1.0");

        using var archive = await DockerArchive.OpenAsync(builder.Write(_folder, format), None);

        var manifest = await archive.GetManifestAsync("acme/app:1.0", None);
        Assert.Equal(MediaTypes.OciManifest, manifest.Descriptor.MediaType);
        var image = Assert.IsType<ImageManifest>(manifest.Parse());
        Assert.Equal(config, image.Config.Digest);
        Assert.Equal(MediaTypes.OciConfig, image.Config.MediaType);
        Assert.All(image.Layers, layer => Assert.Equal(MediaTypes.OciLayer, layer.MediaType));
        Assert.Equal([layers[0], layers[1], layers[0]], await Task.WhenAll(image.Layers.Select(layer => ReadAsync(archive, layer))));
    }

    [Fact]
    public async Task Gzip_is_found_in_files_called_layer_tar_as_the_SDK_writes_them()
    {
        var layer = InMemoryImage.Tar("app.dll", "code");
        var gzip = InMemoryImage.Gzip(layer);
        var path = new ArchiveBuilder()
            .File("config.json", ArchiveBuilder.Config(layer))
            .File("abc/layer.tar", gzip)
            .Manifest("config.json", ["abc/layer.tar"], "app:latest")
            .Write(_folder);

        using var archive = await DockerArchive.OpenAsync(path, None);

        var image = (ImageManifest)(await archive.GetManifestAsync("latest", None)).Parse();
        var descriptor = Assert.Single(image.Layers);
        Assert.Equal(MediaTypes.OciLayerGzip, descriptor.MediaType);
        Assert.Equal(gzip, await ReadAsync(archive, descriptor));
    }

    [Theory]
    [InlineData(new byte[] { 0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0 }, "application/vnd.oci.image.layer.v1.tar+zstd")]
    [InlineData(new byte[] { 0x1f, 0x8b, 8, 0, 0, 0, 0 }, MediaTypes.OciLayerGzip)]
    public async Task Compression_is_told_by_content(byte[] layer, string mediaType)
    {
        var path = new ArchiveBuilder().File("c", ArchiveBuilder.Config([1])).File("l", layer).Manifest("c", ["l"]).Write(_folder);

        using var archive = await DockerArchive.OpenAsync(path, None);

        var image = (ImageManifest)(await archive.GetManifestAsync(archive.Images[0].Manifest.Digest.ToString(), None)).Parse();
        Assert.Equal(mediaType, Assert.Single(image.Layers).MediaType);
    }

    [Fact]
    public async Task The_archive_may_be_compressed_as_a_whole()
    {
        var (builder, config, layers) = ArchiveBuilder.Old("acme/app:1.0");
        var path = _folder["image.tar"];
        await File.WriteAllBytesAsync(path, InMemoryImage.Gzip(builder.Build()));

        using var archive = await ImageArchive.OpenAsync(path, None);

        var image = (ImageManifest)(await archive.GetManifestAsync("1.0", None)).Parse();
        Assert.Equal(config, image.Config.Digest);
        Assert.Equal(layers[1], await ReadAsync(archive, image.Layers[1]));
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_goes_through_a_private_temporary_file()
    {
        var (builder, config, _) = ArchiveBuilder.Old("acme/app:1.0");
        await using var stream = new OneWay(builder.Build());

        using (var archive = await DockerArchive.OpenAsync(stream, "standard input", _folder.Path, None))
        {
            Assert.Equal(config, ((ImageManifest)(await archive.GetManifestAsync("1.0", None)).Parse()).Config.Digest);

            // Where that can be, it has no name that anybody else could open it by.
            Assert.Equal(OperatingSystem.IsWindows() ? 1 : 0, Directory.GetFiles(_folder.Path).Length);
        }

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task What_was_read_can_be_read_again_and_at_once()
    {
        var (builder, _, layers) = ArchiveBuilder.Old("acme/app:1.0");
        using var archive = await DockerArchive.OpenAsync(builder.Write(_folder), None);
        var image = (ImageManifest)(await archive.GetManifestAsync("1.0", None)).Parse();

        var reads = await Task.WhenAll(Enumerable.Range(0, 40).Select(index => ReadAsync(archive, image.Layers[index % 2])));

        Assert.All(reads.Index(), read => Assert.Equal(layers[read.Index % 2], read.Item));
    }

    [Theory]
    [InlineData("1.0", 0)]
    [InlineData("acme/app:1.0", 0)]
    [InlineData("docker.io/acme/app:1.0", 0)]
    [InlineData("acme/app", 1)]
    [InlineData("acme/other:2.0", 1)]
    public async Task Images_are_found_by_name_or_tag(string name, int expected)
    {
        using var archive = await DockerArchive.OpenAsync(TwoImages("2.0", "latest"), None);

        Assert.Equal(archive.Images[expected].Manifest, await archive.ResolveAsync(name, None));
        Assert.Equal(archive.Images[expected].Manifest, archive.Choose(name));
    }

    [Fact]
    public async Task What_does_not_select_one_image_is_refused()
    {
        using var archive = await DockerArchive.OpenAsync(TwoImages("1.0", "latest"), None);

        Assert.Equal(ErrorKind.Usage, (await Assert.ThrowsAsync<PlimsollException>(async () => await archive.ResolveAsync("1.0", None))).Kind);
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => archive.Choose(null)).Kind);
        Assert.Null(await archive.ResolveAsync("3.0", None));
        var missing = await Assert.ThrowsAsync<PlimsollException>(async () => await archive.GetManifestAsync("3.0", None));
        Assert.Equal(ErrorKind.NotFound, missing.Kind);
        Assert.Contains("acme/app:1.0", missing.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blob_that_is_not_there_is_not_found()
    {
        var (builder, _, _) = ArchiveBuilder.Old();
        using var archive = await DockerArchive.OpenAsync(builder.Write(_folder), None);
        var other = new Descriptor(MediaTypes.OciLayer, Digest.Sha256("other"u8), 5);

        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<PlimsollException>(async () => await archive.OpenBlobAsync(other, None))).Kind);
    }

    [Fact]
    public async Task A_layer_that_the_configuration_does_not_know_is_found_out()
    {
        var path = new ArchiveBuilder()
            .File("c.json", ArchiveBuilder.Config(InMemoryImage.Tar("a", "right")))
            .File("l.tar", InMemoryImage.Tar("a", "wrong"))
            .Manifest("c.json", ["l.tar"])
            .Write(_folder);

        await Assert.ThrowsAsync<ContentMismatchException>(async () => await DockerArchive.OpenAsync(path, None));
    }

    [Fact]
    public async Task A_configuration_with_a_false_digest_in_its_path_is_found_out()
    {
        var layer = InMemoryImage.Tar("a", "1");
        var path = new ArchiveBuilder()
            .File($"blobs/sha256/{new string('0', 64)}", ArchiveBuilder.Config(layer))
            .File("l.tar", layer)
            .Manifest($"blobs/sha256/{new string('0', 64)}", ["l.tar"])
            .Write(_folder);

        await Assert.ThrowsAsync<ContentMismatchException>(async () => await DockerArchive.OpenAsync(path, None));
    }

    [Fact]
    public async Task A_blob_that_was_changed_fails_when_it_is_read()
    {
        var image = InMemoryImage.Create();
        var path = _folder["image.tar"];
        await using (var file = File.Create(path))
            await DockerArchiveWriter.WriteAsync(file, image, image.Manifest, [], None);
        var bytes = await File.ReadAllBytesAsync(path);
        var layer = image.Content.Layers[0];
        var position = bytes.AsSpan().IndexOf(image.Blob(layer.Digest));
        bytes[position + 20] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        using var archive = await DockerArchive.OpenAsync(path, None);

        await Assert.ThrowsAsync<ContentMismatchException>(async () => await ReadAsync(archive, layer));
    }

    private string TwoImages(string secondTag, string thirdTag)
    {
        return new ArchiveBuilder()
            .File("1111/layer.tar", InMemoryImage.Tar("a", "1"))
            .File("2222/layer.tar", InMemoryImage.Tar("b", "2"))
            .File("first.json", ArchiveBuilder.Config(InMemoryImage.Tar("a", "1")))
            .File("second.json", ArchiveBuilder.Config(InMemoryImage.Tar("b", "2")))
            .File("manifest.json", new JsonArray(
                ArchiveBuilder.Item("first.json", ["1111/layer.tar"], "acme/app:1.0"),
                ArchiveBuilder.Item("second.json", ["2222/layer.tar"], $"acme/other:{secondTag}", $"acme/app:{thirdTag}")).ToJsonString())
            .Write(_folder);
    }

    private static async Task<byte[]> ReadAsync(ImageArchive archive, Descriptor blob)
    {
        await using var stream = await archive.OpenBlobAsync(blob, None);
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer);
        return buffer.ToArray();
    }

    private sealed class OneWay(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}

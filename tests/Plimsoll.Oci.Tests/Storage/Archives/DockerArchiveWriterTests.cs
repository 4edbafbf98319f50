using System.Formats.Tar;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Archives;

public sealed class DockerArchiveWriterTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_written_reads_back_as_the_very_same_image()
    {
        var image = InMemoryImage.Create();
        var path = _folder["image.tar"];
        await File.WriteAllBytesAsync(path, await WriteAsync(image, "acme/app:1.0", "ghcr.io/acme/app"));

        using var archive = await ImageArchive.OpenAsync(path, None);

        Assert.Equal(["acme/app:1.0", "ghcr.io/acme/app:latest"], Assert.Single(archive.Images).Names);
        var manifest = await archive.GetManifestAsync("ghcr.io/acme/app", None);
        Assert.Equal(image.Manifest.Descriptor.Digest, manifest.Descriptor.Digest);
        Assert.Equal(image.Manifest.Bytes.ToArray(), manifest.Bytes.ToArray());
        foreach (var blob in image.Content.Blobs)
        {
            await using var stream = await archive.OpenBlobAsync(blob, None);
            using var buffer = new MemoryStream();
            await stream.CopyToAsync(buffer);
            Assert.Equal(image.Blob(blob.Digest), buffer.ToArray());
        }
    }

    [Fact]
    public async Task It_is_an_OCI_archive_as_well()
    {
        var image = InMemoryImage.Create();
        var path = _folder["image.tar"];
        await File.WriteAllBytesAsync(path, await WriteAsync(image, "acme/app:1.0"));

        using var archive = await OciArchive.OpenAsync(path, None);

        Assert.Equal(image.Manifest.Descriptor.Digest, archive.Choose("docker.io/acme/app:1.0").Digest);
        Assert.Equal(image.Manifest.Descriptor.Digest, (await archive.GetManifestAsync("1.0", None)).Descriptor.Digest);
    }

    [Fact]
    public async Task The_same_image_gives_the_same_bytes()
    {
        var bytes = await WriteAsync(InMemoryImage.Create(), "acme/app:1.0");

        Assert.Equal(bytes, await WriteAsync(InMemoryImage.Create(), "acme/app:1.0"));
        Assert.Equal(0, bytes.Length % TarHeader.BlockSize);
    }

    [Fact]
    public async Task Entries_have_no_owner_and_no_time_and_each_blob_is_there_once()
    {
        var image = InMemoryImage.Create(null, ("a", "1"), ("b", "2"), ("a", "1"));
        using var reader = new TarReader(new MemoryStream(await WriteAsync(image, "acme/app:1.0")));
        var names = new List<string>();
        while (reader.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
            Assert.Equal((0, 0, DateTimeOffset.UnixEpoch, TarEntryFormat.Ustar), (entry.Uid, entry.Gid, entry.ModificationTime, entry.Format));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, entry.Mode);
        }

        Assert.Equal(["oci-layout", "index.json", "manifest.json"], names.Take(3));
        Assert.Equal(names.Distinct(), names);
        Assert.Equal(3 + 1 + 1 + 2, names.Count);
    }

    [Fact]
    public async Task Docker_is_told_short_names_and_containerd_full_ones()
    {
        var bytes = await WriteAsync(InMemoryImage.Create(), "nginx:1.27", "docker.io/library/nginx:1.27", "127.0.0.1:5000/a/b:2");

        Assert.Equal(["nginx:1.27", "127.0.0.1:5000/a/b:2"], JsonOf(bytes, "manifest.json")[0]!["RepoTags"]!.AsArray().Select(name => name!.GetValue<string>()));
        var annotations = JsonOf(bytes, "index.json")["manifests"]!.AsArray().Select(manifest => manifest!["annotations"]!).ToList();
        Assert.Equal(["docker.io/library/nginx:1.27", "127.0.0.1:5000/a/b:2"], annotations.Select(annotation => annotation["io.containerd.image.name"]!.GetValue<string>()));
        Assert.Equal(["1.27", "2"], annotations.Select(annotation => annotation["org.opencontainers.image.ref.name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Without_names_there_are_none()
    {
        var bytes = await WriteAsync(InMemoryImage.Create());

        Assert.Null(JsonOf(bytes, "manifest.json")[0]!["RepoTags"]);
        Assert.Null(Assert.Single(JsonOf(bytes, "index.json")["manifests"]!.AsArray())!["annotations"]);
    }

    [Fact]
    public async Task What_an_engine_cannot_load_is_refused()
    {
        var image = InMemoryImage.Create();
        var index = new ImageIndex([image.Manifest.Descriptor]) { MediaType = MediaTypes.OciIndex }.Serialize();
        var artifact = (image.Content with { Config = image.Content.Config with { MediaType = MediaTypes.OciEmpty } }).Serialize();
        var sha512 = (image.Content with { Layers = [image.Content.Layers[0] with { Digest = Digest.Parse("sha512:" + new string('0', 128)) }] }).Serialize();

        foreach (var manifest in new[] { index, artifact, sha512 })
            await AssertRefusedAsync(image, manifest, []);
        await AssertRefusedAsync(image, image.Manifest, [ImageReference.Parse("acme/app").WithDigest(image.Id)]);
    }

    [Fact]
    public async Task An_index_is_refused_with_the_platforms_to_choose_from()
    {
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await DockerArchiveWriter.WriteAsync(Stream.Null, index, index.Manifest, [], None));

        Assert.Equal("Choose one with the setting 'platform'. Available platforms: linux/amd64, linux/arm64.", exception.Advice);
    }

    [Fact]
    public async Task A_source_that_does_not_check_is_checked()
    {
        var image = InMemoryImage.Create();
        var source = new Unchecked(image.WithBrokenBlob(image.Content.Layers[1].Digest));

        await Assert.ThrowsAsync<ContentMismatchException>(async () => await DockerArchiveWriter.WriteAsync(Stream.Null, source, image.Manifest, [], None));
    }

    [Theory]
    [InlineData(0, "00000000000\0", 0)]
    [InlineData(1, "00000000001\0", 511)]
    [InlineData(512, "00000001000\0", 0)]
    [InlineData(0x1_FFFF_FFFF, "77777777777\0", 1)]
    [InlineData(0x2_0000_0000, "\u0080\0\0\0\0\0\0\u0002\0\0\0\0", 0)]
    public void Sizes_are_octal_up_to_8_GiB_and_binary_beyond(long size, string field, int padding)
    {
        Assert.Equal(field, System.Text.Encoding.Latin1.GetString(TarHeader.ForFile("x", size), 124, 12));
        Assert.Equal(padding, TarHeader.Padding(size));
    }

    private static async Task AssertRefusedAsync(InMemoryImage image, ManifestContent manifest, IReadOnlyList<ImageReference> names)
    {
        using var destination = new MemoryStream();
        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await DockerArchiveWriter.WriteAsync(destination, image, manifest, names, None));
        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Equal(0, destination.Length);
    }

    private static async Task<byte[]> WriteAsync(InMemoryImage image, params string[] names)
    {
        using var buffer = new MemoryStream();
        await DockerArchiveWriter.WriteAsync(buffer, image, image.Manifest, [.. names.Select(ImageReference.Parse)], None);
        return buffer.ToArray();
    }

    private static JsonNode JsonOf(byte[] archive, string name)
    {
        using var reader = new TarReader(new MemoryStream(archive));
        while (reader.GetNextEntry() is { } entry)
            if (entry.Name == name)
                return JsonNode.Parse(entry.DataStream!)!;
        throw new InvalidOperationException($"There is no {name}.");
    }

    private sealed class Unchecked(InMemoryImage image) : IImageSource
    {
        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => image.ResolveAsync(tagOrDigest, cancellationToken);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) => image.GetManifestAsync(tagOrDigest, cancellationToken);

        public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) => ValueTask.FromResult<Stream>(new MemoryStream(image.Blob(blob.Digest)));
    }
}

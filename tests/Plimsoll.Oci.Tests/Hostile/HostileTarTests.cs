using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Oci.Tests.Storage.Archives;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Oci.Tests.Hostile;

/// <summary>Archives of images and tars of layers: see <see cref="HostileRun"/> for how many are tried.</summary>
public sealed class HostileTarTests : IDisposable
{
    private const long MaximumOutput = 4 * 1024 * 1024;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly InMemoryImage Image = InMemoryImage.Create();

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_archive_whose_headers_lie_is_read_or_refused() => TarEdit.Near(
        Docker().Build(), Docker().Build(TarEntryFormat.Pax), Docker().Build(TarEntryFormat.Gnu), Docker().Build(TarEntryFormat.V7), Oci().Build(), Oci().Build(TarEntryFormat.Pax)).SampleHostile(400, ReadAsync, "image.tar|sha256:");

    [Fact]
    public void An_archive_whose_documents_lie_is_read_or_refused() => Gen.Select(Gen.Int[0, 4], JsonEdit.Any.Array[1, 3]).SampleHostile(
        250,
        (sample, cancellationToken) => ReadAsync(Lying(sample.Item1, JsonEdit.Apply(Documents[sample.Item1], sample.Item2)).Build(), cancellationToken),
        "image.tar|sha256:");

    [Fact]
    public void A_compressed_archive_is_read_or_refused() => ByteEdit.Near(InMemoryImage.Gzip(Docker().Build()), InMemoryImage.Gzip(Oci().Build()), [.. InMemoryImage.Gzip(Docker().Build()), .. InMemoryImage.Gzip(Docker().Build())]).SampleHostile(150, ReadAsync, "image.tar|sha256:");

    [Fact]
    public void A_layer_that_is_written_anew_is_one_or_is_refused() => Gen.Frequency(
        (3, TarEdit.Near(Layer(TarEntryFormat.Pax), Layer(TarEntryFormat.Gnu), Layer(TarEntryFormat.Ustar))),
        (1, ByteEdit.Near(InMemoryImage.Gzip(Layer(TarEntryFormat.Pax))))).SampleHostile(
        200,
        (layer, cancellationToken) => LayerRewriter.WriteAsync(new MemoryStream(layer), DateTimeOffset.UnixEpoch, _folder["layer"], cancellationToken));

    [Theory]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.Fifo)]
    public async Task A_layer_with_a_device_is_not_written_anew(TarEntryType type)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
            await writer.WriteEntryAsync(new PaxTarEntry(type, "dev"));
        tar.Position = 0;

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => LayerRewriter.WriteAsync(tar, DateTimeOffset.UnixEpoch, _folder["layer"], None));

        Assert.Contains("is not a tar of files, folders and links", exception.Message, StringComparison.Ordinal);
    }

    private async Task ReadAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        var path = _folder["image.tar"];
        await File.WriteAllBytesAsync(path, bytes, cancellationToken);
        using var archive = await ImageArchive.OpenAsync(path, cancellationToken);
        foreach (var image in archive.Images)
        {
            var manifest = await archive.GetManifestAsync(image.Manifest.Digest.ToString(), cancellationToken);
            foreach (var content in await ImageCopier.CollectAsync(archive, manifest, cancellationToken))
                foreach (var blob in content.Parse().Blobs)
                {
                    await using var stream = await archive.OpenBlobAsync(blob, cancellationToken);
                    Assert.InRange(await CountAsync(stream, cancellationToken), 0, MaximumOutput);
                }
        }

        Assert.Equal(["image.tar"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    private static async Task<long> CountAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        long count = 0;
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read && count <= MaximumOutput)
            count += read;
        return count;
    }

    private static ArchiveBuilder Docker() => ArchiveBuilder.Old("acme/app:1.0").Archive;

    private static ArchiveBuilder Oci() => Lying(-1, []);

    /// <summary>The documents of an archive that is both a layout and of Docker, as Docker writes it since version 25.</summary>
    private static readonly string[] Documents =
    [
        """{"imageLayoutVersion":"1.0.0"}""",
        Encoding.UTF8.GetString(new ImageIndex([Image.Manifest.Descriptor with { Annotations = new Dictionary<string, string> { ["org.opencontainers.image.ref.name"] = "1.0", ["io.containerd.image.name"] = "docker.io/acme/app:1.0" } }]) { MediaType = MediaTypes.OciIndex }.Serialize().Bytes.Span),
        new JsonArray(ArchiveBuilder.Item(OciArchive.GetPath(Image.Id), [.. Image.Content.Layers.Select(layer => OciArchive.GetPath(layer.Digest))], "acme/app:1.0")).ToJsonString(),
        Encoding.UTF8.GetString(Image.Manifest.Bytes.Span),
        Encoding.UTF8.GetString(Image.Blob(Image.Id)),
    ];

    /// <summary>Such an archive with one document in another form; that of a manifest or configuration has another digest then, which is what refers to it.</summary>
    private static ArchiveBuilder Lying(int document, byte[] content)
    {
        var (marker, index, list, manifest, config) = (Pick(0), Pick(1), Pick(2), Pick(3), Pick(4));
        if (document == 4)
            manifest = Replace(manifest, Image.Content.Config, config);
        if (document is 3 or 4)
            index = Replace(index, Image.Manifest.Descriptor, manifest);
        if (document == 4)
            list = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(list).Replace(Image.Id.Hex, Digest.Sha256(config).Hex, StringComparison.Ordinal));
        var builder = new ArchiveBuilder().File("oci-layout", marker).File("index.json", index).File("manifest.json", list)
            .File(OciArchive.GetPath(Digest.Sha256(manifest)), manifest).File(OciArchive.GetPath(Digest.Sha256(config)), config);
        foreach (var layer in Image.Content.Layers)
            builder.File(OciArchive.GetPath(layer.Digest), Image.Blob(layer.Digest));
        return builder;

        byte[] Pick(int which) => which == document ? content : Encoding.UTF8.GetBytes(Documents[which]);
    }

    private static byte[] Replace(byte[] document, Descriptor old, byte[] content) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(document)
        .Replace(old.Digest.Hex, Digest.Sha256(content).Hex, StringComparison.Ordinal)
        .Replace($"\"size\":{old.Size}", $"\"size\":{content.Length}", StringComparison.Ordinal));

    private static byte[] Layer(TarEntryFormat format) =>
        new ArchiveBuilder().Folder("app/").File("app/" + (format == TarEntryFormat.Ustar ? "a" : new string('a', 120)), "x").Link("app/l", "a").HardLink("app/h", "app/l").File("z", new byte[1000]).Build(format);
}

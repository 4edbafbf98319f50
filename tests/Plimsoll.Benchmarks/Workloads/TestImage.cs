using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Workloads;

/// <summary>An image in an OCI layout whose layers are real and cannot be compressed: each a tar with one file, in gzip's format.</summary>
internal sealed class TestImage : IDisposable
{
    private readonly TempDirectory _folder;

    private TestImage(TempDirectory folder, ImageShape shape, IReadOnlyList<Descriptor> layers) => (_folder, Shape, Layers) = (folder, shape, layers);

    public ImageShape Shape { get; }

    public IReadOnlyList<Descriptor> Layers { get; }

    /// <summary>The folder of the layout, in which the image has the tag <c>1</c>.</summary>
    public string Layout => _folder["layout"];

    /// <summary>The file of a layer.</summary>
    public string PathOf(Descriptor layer) => Path.Combine(Layout, "blobs", layer.Digest.Algorithm, layer.Digest.Hex);

    public static async Task<TestImage> CreateAsync(ImageShape shape)
    {
        var folder = new TempDirectory();
        var layout = OciLayout.OpenOrCreate(folder["layout"]);
        Directory.CreateDirectory(Path.Combine(layout.Path, "blobs", "sha256"));
        var random = new Random(1);
        var (layers, contents) = (new List<Descriptor>(), new List<Digest>());
        for (var i = 0; i < shape.Layers; i++)
        {
            RandomFile.Write(folder["content"], shape.LayerBytes, random);
            using (var tar = File.Create(folder["tar"]))
            using (var writer = new TarWriter(tar, TarEntryFormat.Ustar))
            using (var content = File.OpenRead(folder["content"]))
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"layer{i}") { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch });
            contents.Add(await HashAsync(folder["tar"]));
            using (var tar = File.OpenRead(folder["tar"]))
            using (var gzip = new GZipStream(File.Create(folder["layer"]), CompressionLevel.NoCompression))
                await tar.CopyToAsync(gzip);
            var layer = new Descriptor(MediaTypes.OciLayerGzip, await HashAsync(folder["layer"]), new FileInfo(folder["layer"]).Length);
            File.Move(folder["layer"], Path.Combine(layout.Path, "blobs", layer.Digest.Algorithm, layer.Digest.Hex));
            layers.Add(layer);
        }

        File.Delete(folder["content"]);
        File.Delete(folder["tar"]);
        var bytes = Encoding.UTF8.GetBytes($$$"""{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[{{{string.Join(',', contents.Select(content => $"\"{content}\""))}}}]}}""");
        var config = new Descriptor(MediaTypes.OciConfig, Digest.Sha256(bytes), bytes.Length);
        await layout.PutBlobAsync(config, _ => new(new MemoryStream(bytes)), CancellationToken.None);
        await layout.PutManifestAsync(new ImageManifest(config, layers) { MediaType = MediaTypes.OciManifest }.Serialize(), "1", CancellationToken.None);
        return new TestImage(folder, shape, layers);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<Digest> HashAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Digest.FromHash(await SHA256.HashDataAsync(file));
    }
}

using System.Text;
using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Directories;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Oci.Tests.Hostile;

/// <summary>Layouts and image directories as anybody can write them: see <see cref="HostileRun"/> for how many are tried.</summary>
public sealed class HostileStoreTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SmallImage Image = SmallImage.Create();
    private static readonly string Manifest = Encoding.UTF8.GetString(Image.Manifest.Bytes.Span);

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_layout_is_read_or_refused()
    {
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await Image.PushAsync(layout, "1.0");
        await SmallImage.CreateArtifact(Image.Manifest.Descriptor).PushAsync(layout, null);
        var valid = await File.ReadAllTextAsync(_folder["layout/index.json"]);

        Gen.Select(Gen.Bool, Near(valid), Near("""{"imageLayoutVersion":"1.0.0"}""")).SampleHostile(
            150,
            async (sample, cancellationToken) =>
            {
                await File.WriteAllBytesAsync(_folder["layout/index.json"], sample.Item1 ? sample.Item2 : Encoding.UTF8.GetBytes(valid), cancellationToken);
                await File.WriteAllBytesAsync(_folder["layout/oci-layout"], sample.Item1 ? """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray() : sample.Item3, cancellationToken);
                await ReadAsync(OciLayout.Open(_folder["layout"]), cancellationToken);
            },
            _folder["layout"] + "|sha256:|'1.0'");
    }

    /// <summary>A manifest of the layout that is not one, and whose digest is right.</summary>
    [Fact]
    public void A_manifest_of_a_layout_is_read_or_refused() => Gen.Select(Near(Manifest, Index([Image.Manifest.Descriptor])), HostileText.OneOf(MediaTypes.OciManifest, MediaTypes.OciIndex, MediaTypes.DockerManifest, "x/y")).SampleHostile(
        100,
        async (sample, cancellationToken) =>
        {
            using var folder = new TempDirectory();
            var layout = OciLayout.OpenOrCreate(folder.Path);
            await Image.PushAsync(layout, "other");
            await layout.PutManifestAsync(ManifestContent.Create(sample.Item2, sample.Item1), "1.0", cancellationToken);
            await ReadAsync(layout, cancellationToken);
        });

    [Fact]
    public void An_image_directory_is_read_or_refused() => Gen.Select(Near(Manifest), ByteEdit.Near("Directory Transport Version: 1.1\n")).SampleHostile(
        100,
        async (sample, cancellationToken) =>
        {
            using var folder = new TempDirectory();
            await File.WriteAllBytesAsync(folder["manifest.json"], sample.Item1, cancellationToken);
            await File.WriteAllBytesAsync(folder["version"], sample.Item2, cancellationToken);
            _ = ImageDirectory.IsImageDirectory(folder.Path);
            var directory = ImageDirectory.Open(folder.Path);
            var root = directory.ReadRoot();
            foreach (var blob in root.Parse().Blobs)
                await (await directory.OpenBlobAsync(blob, cancellationToken)).DisposeAsync();
        });

    /// <summary>Indexes of indexes: a chain, a fan, the same child everywhere. How often they are read is counted.</summary>
    [Theory]
    [InlineData(200, 1)]
    [InlineData(6, 6)]
    [InlineData(1, 5000)]
    public async Task Indexes_are_followed_as_far_as_the_limits(int depth, int width)
    {
        var manifests = new Dictionary<string, ManifestContent> { [Image.Manifest.Descriptor.Digest.ToString()] = Image.Manifest };
        var level = new List<Descriptor> { Image.Manifest.Descriptor };
        for (var i = 0; i < depth; i++)
        {
            var next = new List<Descriptor>();
            for (var j = 0; j < width; j++)
            {
                var content = new ImageIndex(level) { MediaType = MediaTypes.OciIndex, Annotations = new Dictionary<string, string> { ["n"] = $"{i}.{j}" } }.Serialize();
                manifests[content.Descriptor.Digest.ToString()] = content;
                next.Add(content.Descriptor);
            }

            level = next;
        }

        var root = new ImageIndex(level) { MediaType = MediaTypes.OciIndex }.Serialize();
        var source = new CountingSource(manifests);

        await CheckAsync(() => ImageCopier.CollectAsync(source, root, None));

        Assert.InRange(source.Reads, 1, 4096);
    }

    private static async Task CheckAsync(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (PlimsollException exception)
        {
            Assert.Equal(ErrorKind.Usage, exception.Kind);
            HostileRun.CheckText(exception.Message);
        }
    }

    private static async Task ReadAsync(OciLayout layout, CancellationToken cancellationToken)
    {
        await foreach (var tag in layout.ListTagsAsync(cancellationToken))
            _ = await layout.ResolveAsync(tag, cancellationToken);
        _ = await layout.GetReferrersAsync(Image.Manifest.Descriptor.Digest, null, cancellationToken);
        foreach (var manifest in await ImageCopier.CollectAsync(layout, await layout.GetManifestAsync("1.0", cancellationToken), cancellationToken))
            foreach (var blob in manifest.Parse().Blobs)
                await (await layout.OpenBlobAsync(blob, cancellationToken)).DisposeAsync();
        _ = await layout.GetOnlyManifestAsync(cancellationToken);
    }

    private static string Index(IReadOnlyList<Descriptor> manifests) => Encoding.UTF8.GetString(new ImageIndex(manifests) { MediaType = MediaTypes.OciIndex }.Serialize().Bytes.Span);

    private static Gen<byte[]> Near(params string[] documents) => Gen.Frequency((3, JsonEdit.Near(documents)), (1, ByteEdit.Near(documents)));

    private sealed class CountingSource(Dictionary<string, ManifestContent> manifests) : IImageSource
    {
        public int Reads { get; private set; }

        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => new(manifests[tagOrDigest].Descriptor);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken)
        {
            Reads++;
            return new(manifests[tagOrDigest]);
        }

        public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) => throw PlimsollException.NotFound("none");
    }
}

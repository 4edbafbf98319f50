using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage;

/// <summary>Indexes and lists of referrers that are made to fill memory or to be read differently by others.</summary>
public sealed class HostileIndexTests : IDisposable
{
    private const int MaximumManifest = 8 * 1024 * 1024;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SmallImage Image = SmallImage.Create();

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Manifests_of_an_index_are_bounded_together_and_not_only_one_by_one()
    {
        var children = Enumerable.Range(0, 20).Select(number => Padded(MaximumManifest - number)).ToList();
        var source = new ManifestSource([Index([.. children.Select(child => child.Descriptor)]), .. children]);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => ImageCopier.CollectAsync(source, source.Root, None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("larger than 64 MiB together", exception.Message, StringComparison.Ordinal);
        Assert.Equal(8, source.Reads);
    }

    [Fact]
    public async Task A_child_of_another_size_than_its_index_says_is_refused()
    {
        var child = Image.Manifest.Descriptor;
        var source = new ManifestSource([Index(child with { Size = child.Size + 1 }), Image.Manifest]);

        var exception = await Assert.ThrowsAsync<ContentMismatchException>(() => ImageCopier.CollectAsync(source, source.Root, None));

        Assert.Contains(child.Digest.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains($"{child.Size} bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blob_that_is_listed_with_two_sizes_is_refused()
    {
        var image = (ImageManifest)Image.Manifest.Parse();
        var layer = image.Layers[0];
        var twice = (image with { Layers = [layer, layer with { Size = layer.Size + 1 }] }).Serialize();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => ImageCopier.CopyAsync(new ManifestSource([twice]), twice, OciLayout.OpenOrCreate(_folder["sink"]), null, None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("two different sizes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_platform_behind_indexes_without_end_is_not_looked_for()
    {
        var platform = Platform.Parse("linux/amd64");
        var nested = new List<ManifestContent> { Index(Image.Manifest.Descriptor with { Platform = platform }) };
        for (var depth = 0; depth < 20; depth++)
            nested.Insert(0, Index(nested[0].Descriptor with { Platform = platform }));
        var source = new ManifestSource([.. nested, Image.Manifest]);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => PlatformSelector.SelectAsync(source, source.Root, platform, None));

        Assert.Contains("is nested too deep", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Image.Manifest, await PlatformSelector.SelectAsync(source, nested[^8], platform, None));
    }

    [Fact]
    public async Task Referrers_are_counted_while_they_are_listed_and_not_when_all_lists_are_there()
    {
        var children = Enumerable.Range(0, 400).Select(number => SmallImage.Create($"{number}").Manifest).ToList();
        var source = new ManifestSource([Index([.. children.Select(child => child.Descriptor)]), .. children])
        {
            Referrers = [.. Enumerable.Range(0, 2000).Select(number => new Descriptor(MediaTypes.OciManifest, Digest.Sha256(Encoding.UTF8.GetBytes($"{number}")), 1))],
        };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => ImageCopier.CopyAsync(source, source.Root, new FullSink(), null, None));

        Assert.Contains("more than 4096 referrers", exception.Message, StringComparison.Ordinal);
        Assert.InRange(source.Questions, 1, 20);
    }

    /// <summary>A manifest with blanks behind it; its configuration is of no matter here.</summary>
    private static ManifestContent Padded(int size) =>
        ManifestContent.Create(MediaTypes.OciManifest, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Image.Manifest.Bytes.Span).PadRight(size)));

    private static ManifestContent Index(params Descriptor[] children) => new ImageIndex(children) { MediaType = MediaTypes.OciIndex }.Serialize();

    /// <summary>Manifests in memory, the first of them the root; anything has the same referrers.</summary>
    private sealed class ManifestSource(IReadOnlyList<ManifestContent> manifests) : IImageSource, IReferrerSource
    {
        private int _questions;

        public ManifestContent Root => manifests[0];

        public IReadOnlyList<Descriptor> Referrers { get; init; } = [];

        public int Reads { get; private set; }

        public int Questions => _questions;

        public ValueTask<IReadOnlyList<Descriptor>> GetReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _questions);
            return new(Referrers);
        }

        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => new(Find(tagOrDigest)?.Descriptor);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken)
        {
            Reads++;
            return new(Find(tagOrDigest) ?? throw PlimsollException.NotFound($"There is no {tagOrDigest}."));
        }

        public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
            new(new MemoryStream(Image.Blobs.First(pair => pair.Key.Digest == blob.Digest).Value));

        private ManifestContent? Find(string digest) => manifests.FirstOrDefault(manifest => manifest.Descriptor.Digest.ToString() == digest);
    }

    /// <summary>A destination that has every blob and takes every manifest.</summary>
    private sealed class FullSink : IImageSink, IReferrerSource
    {
        public ValueTask<IReadOnlyList<Descriptor>> GetReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) => new([]);

        public ValueTask<bool> HasBlobAsync(Descriptor blob, CancellationToken cancellationToken) => new(true);

        public ValueTask PutBlobAsync(Descriptor blob, BlobOpener open, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask PutManifestAsync(ManifestContent manifest, string? tag, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}

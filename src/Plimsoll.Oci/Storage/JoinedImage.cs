using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>
/// The images of several platforms as one index, wherever each of them is. The same images and annotations give the same
/// bytes, in whatever order they come: platforms are sorted, and nothing in the index tells the time.
/// </summary>
internal sealed class JoinedImage : IImageSource
{
    /// <summary>The one annotation that may differ between two builds of the same commit.</summary>
    private const string CreatedAnnotation = "org.opencontainers.image.created";

    private readonly Dictionary<Digest, JoinedPart> _parts;
    private readonly Dictionary<Digest, IImageSource> _blobs = [];

    private JoinedImage(IReadOnlyList<JoinedPart> parts, ManifestContent manifest)
    {
        Parts = parts;
        Manifest = manifest;
        _parts = parts.ToDictionary(part => part.Image.Descriptor.Digest);
        foreach (var part in parts)
            foreach (var blob in part.Image.Parse().Blobs)
                _blobs.TryAdd(blob.Digest, part.Source);
    }

    /// <summary>The index.</summary>
    public ManifestContent Manifest { get; }

    /// <summary>The images that it lists, in its order.</summary>
    public IReadOnlyList<JoinedPart> Parts { get; }

    /// <summary>Joins images. Of an index each image counts, and attestations stay behind the images that they are about.</summary>
    /// <param name="parts">The images and where they are; the same image twice is one.</param>
    /// <param name="annotations">What the index says of itself; when it was created is left out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">Two images are for one platform, or one tells no platform (exit code 2).</exception>
    public static async Task<JoinedImage> JoinAsync(IReadOnlyList<JoinedPart> parts, IReadOnlyDictionary<string, string> annotations, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Digest, Entry>();
        foreach (var part in parts)
            await AddAsync(found, part, described: null, depth: 0, cancellationToken);

        var images = found.Values.Where(entry => !entry.IsAttestation).OrderBy(entry => SortKey(entry.Described.Platform!), StringComparer.Ordinal).ToList();
        foreach (var (one, next) in images.Zip(images.Skip(1)))
            if (SortKey(one.Described.Platform!) == SortKey(next.Described.Platform!))
                throw PlimsollException.Usage(
                    $"Two images are for {one.Described.Platform}, and an index can contain only one of them.\n  {one.Described.Digest}\n  {next.Described.Digest}",
                    "Remove one of them.");
        if (images.Count == 0)
            throw PlimsollException.Usage("There are no images to create an index from.");

        var places = images.Select((entry, place) => (Digest: entry.Described.Digest.ToString(), Place: place)).ToDictionary(pair => pair.Digest, pair => pair.Place);
        Entry[] all =
        [
            .. images,
            .. found.Values.Where(entry => entry.IsAttestation)
                .OrderBy(entry => places.GetValueOrDefault(Attestations.SubjectOf(entry.Described) ?? "", int.MaxValue))
                .ThenBy(entry => entry.Described.Digest.ToString(), StringComparer.Ordinal),
        ];
        var index = new ImageIndex([.. all.Select(entry => entry.Described)]) { MediaType = MediaTypes.OciIndex, Annotations = Kept(annotations) };
        return new JoinedImage([.. all.Select(entry => entry.Part)], index.Serialize());
    }

    /// <inheritdoc/>
    public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        new(Find(tagOrDigest)?.Descriptor);

    /// <inheritdoc/>
    public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        new(Find(tagOrDigest) ?? throw PlimsollException.NotFound($"The index {Manifest.Descriptor.Digest} does not contain '{tagOrDigest}'."));

    /// <inheritdoc/>
    public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        _blobs.TryGetValue(blob.Digest, out var source)
            ? source.OpenBlobAsync(blob, cancellationToken)
            : throw PlimsollException.NotFound($"No image of the index {Manifest.Descriptor.Digest} contains the blob {blob.Digest}.");

    private static async Task AddAsync(Dictionary<Digest, Entry> found, JoinedPart part, Descriptor? described, int depth, CancellationToken cancellationToken)
    {
        var (source, content) = part;
        if (found.ContainsKey(content.Descriptor.Digest))
            return;
        if (depth > ImageCopier.MaximumDepth)
            throw PlimsollException.Usage($"The index {content.Descriptor.Digest} is nested too deeply.");

        switch (content.Parse())
        {
            case ImageIndex index:
                foreach (var child in index.Manifests.Where(child => MediaTypes.IsManifest(child.MediaType)))
                    await AddAsync(found, new JoinedPart(source, await source.GetManifestAsync(child.Digest.ToString(), cancellationToken)), child, depth + 1, cancellationToken);
                break;

            case ImageManifest when described is not null && Attestations.IsAttestation(described):
                found.Add(content.Descriptor.Digest, new Entry(part, Plain(content.Descriptor) with { Platform = described.Platform, Annotations = described.Annotations }, IsAttestation: true));
                break;

            case ImageManifest image:
                var platform = (await source.ReadConfigAsync(image, cancellationToken))?.Platform
                    ?? described?.Platform
                    ?? throw PlimsollException.Usage($"{content.Descriptor.Digest} has no platform, but every image in an index needs one.", "Specify container images only; signatures and SBOMs are copied with them.");
                found.Add(content.Descriptor.Digest, new Entry(part, Plain(content.Descriptor) with { Platform = platform }, IsAttestation: false));
                break;
        }
    }

    /// <summary>Where a descriptor was read from says something about the place, not the image.</summary>
    private static Descriptor Plain(Descriptor descriptor) => new(descriptor.MediaType, descriptor.Digest, descriptor.Size);

    /// <summary>A separator that sorts before every letter keeps <c>arm</c> before <c>arm64</c>.</summary>
    private static string SortKey(Platform platform) => string.Join('\0', platform.Os, platform.Architecture, platform.Variant, platform.OsVersion);

    private static SortedDictionary<string, string>? Kept(IReadOnlyDictionary<string, string> annotations)
    {
        var kept = new SortedDictionary<string, string>(annotations.Where(annotation => annotation.Key != CreatedAnnotation).ToDictionary(), StringComparer.Ordinal);
        return kept.Count > 0 ? kept : null;
    }

    private ManifestContent? Find(string digest) =>
        digest == Manifest.Descriptor.Digest.ToString() ? Manifest
        : Digest.TryParse(digest, out var parsed) && _parts.TryGetValue(parsed, out var part) ? part.Image
        : null;

    private sealed record Entry(JoinedPart Part, Descriptor Described, bool IsAttestation);
}

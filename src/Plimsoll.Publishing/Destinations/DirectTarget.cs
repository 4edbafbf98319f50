using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Destinations;

/// <summary>Publishes from any source straight to a registry or layout; digests stay what they are.</summary>
internal sealed class DirectTarget(IImageSource source, ManifestContent manifest, IImageRepository repository, string destination, CopyOptions transfer) : IPublishTarget
{
    public string Destination => destination;

    public string Name { get; init; } = "direct";

    public Digest Image => manifest.Descriptor.Digest;

    Digest? IPublishTarget.Manifest => Image;

    public IImageRepository Repository => repository;

    /// <summary>Where the image is read from.</summary>
    public IImageSource Source => source;

    /// <summary>The image's manifest or index.</summary>
    public ManifestContent Manifest => manifest;

    /// <summary>How it is sent.</summary>
    public CopyOptions Transfer => transfer;

    /// <summary>Whether no tag will name the image, so that sending it writes its manifest too.</summary>
    public bool ByDigest { get; init; }

    /// <summary>Whether an image counts as this one that only its manifest tells apart. Promotions ask for the very bytes.</summary>
    public bool ComparesContent { get; init; }

    /// <summary>Further repositories of the destination's registry that hold blobs of the image; none by default.</summary>
    public IReadOnlyList<string> MountFrom { get; set; } = [];

    public ValueTask<bool> IsThisImageAsync(Descriptor tagged, CancellationToken cancellationToken) => new(tagged.Digest == Image);

    public async ValueTask<bool> HasSameContentAsync(Descriptor tagged, CancellationToken cancellationToken) =>
        ComparesContent
        && await SameContent.ReadConfigurationAsync(source, manifest, cancellationToken) is { } configuration
        && await SameContent.ReadConfigurationAsync(repository, tagged, cancellationToken) == configuration;

    public IPublishTarget Follow(ManifestContent there) =>
        new DirectTarget(repository, there, repository, destination, transfer) { Name = Name, ComparesContent = ComparesContent };

    public async Task<CopyReport> SendAsync(IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        var options = transfer with { MountFrom = [.. MountFrom, .. transfer.MountFrom] };
        if (source is not JoinedImage joined)
            return await ImageCopier.CopyAsync(source, manifest, repository, options with { WritesRoot = ByDigest }, progress, cancellationToken);

        // Each from its own place: one that is in the registry already costs a question, and what refers to it comes along.
        var reports = new List<CopyReport>();
        foreach (var part in joined.Parts)
            reports.Add(await ImageCopier.CopyAsync(part.Source, part.Image, repository, options with { WritesRoot = true }, progress, cancellationToken));
        if (ByDigest && !await ImageCopier.IsInRegistryAsync(repository, manifest, cancellationToken))
            await repository.PutManifestAsync(manifest, tag: null, cancellationToken);
        return new CopyReport([.. reports.SelectMany(report => report.Blobs).DistinctBy(copy => copy.Blob.Digest)])
        {
            Manifests = [.. reports.SelectMany(report => report.Manifests), manifest],
            Referrers = [.. reports.SelectMany(report => report.Referrers)],
        };
    }

    public async Task<IReadOnlyList<(string Tag, Digest Digest)>> PutTagsAsync(IReadOnlyList<string> tags, TagWriteGuard guard, CancellationToken cancellationToken)
    {
        var open = new HashSet<string>();
        await TagLists.PutAsync(repository, manifest, tags, MayWriteAsync, cancellationToken);
        return [.. tags.Where(open.Contains).Select(tag => (tag, Image))];

        async ValueTask<bool> MayWriteAsync(string tag, CancellationToken token)
        {
            // A tag that is found written at the second attempt was written by the first, or by another publisher.
            var mayWrite = await guard(tag, token);
            if (mayWrite)
                open.Add(tag);
            else
                open.Remove(tag);
            return mayWrite;
        }
    }
}

using Plimsoll.Images;
using Plimsoll.Storage;

namespace Plimsoll.Publishing;

/// <summary>Publishes from any source straight to a registry or layout; digests stay what they are.</summary>
internal sealed class DirectRoute(IImageSource source, ManifestContent manifest, IImageRepository repository, string destination) : IPublishRoute
{
    public string Destination => destination;

    public string Name => "direct";

    public Digest Image => manifest.Descriptor.Digest;

    public IImageRepository Repository => repository;

    public ValueTask<bool> IsThisImageAsync(Descriptor tagged, CancellationToken cancellationToken) => new(tagged.Digest == Image);

    public async Task<CopyReport> SendAsync(IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        // A registry that holds the manifest holds all it names: it would have refused it otherwise.
        if (await repository.ResolveAsync(Image.ToString(), cancellationToken) is not null && await HoldsBlobsOfLayoutAsync(cancellationToken))
        {
            var manifests = await ImageCopier.CollectAsync(source, manifest, cancellationToken);
            return new CopyReport([.. manifests.SelectMany(content => content.Parse().Blobs).DistinctBy(blob => blob.Digest).Select(blob => new BlobCopy(blob, BlobOutcome.Present))])
            {
                Referrers = await ReferrerCopier.CopyAsync(source, manifests, repository, new CopyOptions(), progress, cancellationToken),
            };
        }

        return await ImageCopier.CopyAsync(source, manifest, repository, progress, cancellationToken);
    }

    public async Task<Digest> PutTagAsync(string tag, CancellationToken cancellationToken)
    {
        await repository.PutManifestAsync(manifest, tag, cancellationToken);
        return Image;
    }

    /// <summary>A layout is only files: somebody may have deleted a blob behind its manifest's back.</summary>
    private async ValueTask<bool> HoldsBlobsOfLayoutAsync(CancellationToken cancellationToken)
    {
        if (repository is not Storage.Layout.OciLayout layout)
            return true;

        foreach (var content in await ImageCopier.CollectAsync(source, manifest, cancellationToken))
            foreach (var blob in content.Parse().Blobs)
                if (!await layout.HasBlobAsync(blob, cancellationToken))
                    return false;
        return true;
    }
}

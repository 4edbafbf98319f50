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
            return new CopyReport([.. ForeignLayers.BlobsOf(manifests).Select(blob => new BlobCopy(blob, blob.IsForeign ? BlobOutcome.Foreign : BlobOutcome.Present))]);
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

        foreach (var blob in ForeignLayers.BlobsOf(await ImageCopier.CollectAsync(source, manifest, cancellationToken)))
            if (!blob.IsForeign && !await layout.HasBlobAsync(blob, cancellationToken))
                return false;
        return true;
    }
}

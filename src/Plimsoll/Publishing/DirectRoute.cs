using Plimsoll.Images;
using Plimsoll.Storage;

namespace Plimsoll.Publishing;

/// <summary>Publishes from any source straight to a registry or layout; digests stay what they are.</summary>
internal sealed class DirectRoute(IImageSource source, ManifestContent manifest, IImageRepository repository, string destination, CopyOptions transfer) : IPublishRoute
{
    public string Destination => destination;

    public string Name => "direct";

    public Digest Image => manifest.Descriptor.Digest;

    public IImageRepository Repository => repository;

    public ValueTask<bool> IsThisImageAsync(Descriptor tagged, CancellationToken cancellationToken) => new(tagged.Digest == Image);

    public Task<CopyReport> SendAsync(IProgress<BlobCopy>? progress, CancellationToken cancellationToken) =>
        ImageCopier.CopyAsync(source, manifest, repository, transfer with { WritesRoot = false }, progress, cancellationToken);

    public async Task<IReadOnlyList<Digest>> PutTagsAsync(IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        await TagLists.PutAsync(repository, manifest, tags, cancellationToken);
        return [.. tags.Select(_ => Image)];
    }
}

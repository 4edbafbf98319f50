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

    /// <summary>Where the image is read from.</summary>
    public IImageSource Source => source;

    /// <summary>The image's manifest or index.</summary>
    public ManifestContent Manifest => manifest;

    /// <summary>How it is sent.</summary>
    public CopyOptions Transfer => transfer;

    public ValueTask<bool> IsThisImageAsync(Descriptor tagged, CancellationToken cancellationToken) => new(tagged.Digest == Image);

    public Task<CopyReport> SendAsync(IProgress<BlobCopy>? progress, CancellationToken cancellationToken) =>
        ImageCopier.CopyAsync(source, manifest, repository, transfer with { WritesRoot = false }, progress, cancellationToken);

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

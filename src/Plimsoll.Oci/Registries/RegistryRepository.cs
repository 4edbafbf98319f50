using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Downloads;
using Plimsoll.Oci.Registries.Referrers;
using Plimsoll.Oci.Registries.Uploads;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries;

/// <summary>
/// One repository of a registry: its tags, manifests and blobs (OCI distribution-spec 1.1). All members may be called
/// from several threads at once. Failures are <see cref="RegistryException"/>s.
/// </summary>
public sealed class RegistryRepository : IImageRepository, IBlobMounter, IBlobReceiver, ITagListSink, INamedRepository, IReferrerSource, IForeignLayerReader, IDestination
{
    private readonly RepositoryRequests _requests;
    private readonly ManifestStore _manifests;
    private readonly RepositoryReferrers _referrers;
    private readonly ManifestRemover _remover;
    private readonly BlobUploader _uploader;
    private readonly BlobPlacement _placement;
    private readonly DestinationLookup _lookup;

    internal RegistryRepository(RegistryPipeline pipeline, RegistryEndpoint endpoint, ImageReference name, RepositoryAccess access)
    {
        Name = name;
        _requests = new RepositoryRequests(pipeline, endpoint, name, access);
        _manifests = new ManifestStore(_requests);
        _referrers = new RepositoryReferrers(_requests, _manifests);
        _remover = new ManifestRemover(_requests, name, _manifests, _referrers);
        _uploader = new BlobUploader(_requests);
        _lookup = new DestinationLookup(_requests, _manifests);
        _placement = new BlobPlacement(_requests, _uploader, HasBlobAsync);
    }

    /// <summary>Registry and repository, without tag and digest.</summary>
    public ImageReference Name { get; }

    /// <summary>Finds what a tag or digest names, with one HEAD request where the registry supports that.</summary>
    /// <returns>The manifest's descriptor, or <c>null</c> where there is none of that name.</returns>
    public async ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        await _manifests.ResolveAsync(tagOrDigest, cancellationToken);

    async ValueTask<Descriptor?> IDestination.FindAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        await _lookup.FindAsync(tagOrDigest, cancellationToken);

    async ValueTask<IReadOnlyList<Descriptor>> IDestination.FindReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken)
    {
        try
        {
            return await _referrers.ListAsync(subject, artifactType, cancellationToken);
        }
        catch (RegistryException refusal) when (refusal.Status == HttpStatusCode.Forbidden)
        {
            if (await _lookup.FindAsync(subject.ToString(), cancellationToken) is not null)
                throw;
            return [];
        }
    }

    async ValueTask<IReadOnlyList<string>?> IDestination.FindTagsAsync(CancellationToken cancellationToken) =>
        await _lookup.FindTagsAsync(cancellationToken);

    /// <summary>
    /// Reads a manifest of at most <see cref="ManifestContent.MaximumSize"/> bytes. Its bytes must have the digest asked
    /// for and the one the registry names; its media type must be the one it was served as.
    /// </summary>
    /// <exception cref="RegistryException">There is none (exit code 6), or the registry serves other bytes than asked for (7).</exception>
    /// <exception cref="PlimsollException">It is not a manifest, or contradicts its media type (exit code 2).</exception>
    public async ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        await _manifests.GetAsync(tagOrDigest, cancellationToken);

    /// <summary>
    /// Writes a manifest byte for byte, under its digest and, where given, a tag. One with a <c>subject</c> is listed
    /// among its subject's referrers, by the registry or where it does not do that under the tag <see cref="Referrer.GetTag(Digest)"/>.
    /// </summary>
    /// <exception cref="RegistryException">
    /// The registry refused, keeps the tag immutable (exit code 5), or stored it under another digest (7).
    /// </exception>
    public async ValueTask PutManifestAsync(ManifestContent manifest, string? tag, CancellationToken cancellationToken) =>
        await _referrers.PutAsync(manifest, tag is null ? [] : [tag], guard: null, cancellationToken);

    /// <summary>
    /// Writes a manifest byte for byte under all these tags: with one request where the registry confirms that it took
    /// them (<c>OCI-Tag</c>), else with one for each.
    /// </summary>
    /// <exception cref="RegistryException">As above; tags before the one that failed may be written.</exception>
    public async ValueTask PutTagsAsync(ManifestContent manifest, IReadOnlyList<string> tags, CancellationToken cancellationToken) =>
        await _referrers.PutAsync(manifest, tags, guard: null, cancellationToken);

    async ValueTask ITagListSink.PutTagsAsync(ManifestContent manifest, IReadOnlyList<string> tags, TagWriteGuard? guard, CancellationToken cancellationToken) =>
        await _referrers.PutAsync(manifest, tags, guard, cancellationToken);

    /// <summary>
    /// Asks once to delete a manifest, and with it every tag that names it, without reading back whether it is gone, as
    /// <see cref="DeleteImageAsync"/> does. Blobs stay until the registry collects them. Where this client keeps the list of referrers,
    /// what is deleted is taken out of it.
    /// </summary>
    /// <returns><c>false</c> where there was none.</returns>
    /// <exception cref="RegistryException">The registry does not allow deleting (exit code 7), or not for these credentials (4).</exception>
    public async ValueTask<bool> DeleteManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        await _referrers.DeleteAsync(digest, cancellationToken);

    /// <summary>
    /// Deletes a tag, and the image with it where no other tag names it. Where others do, the tag alone is deleted, if the
    /// registry can do that. The tag is read back. What refers to the image, and the images of an index, stay.
    /// </summary>
    /// <returns>What was deleted; <c>null</c> where there is no such tag.</returns>
    /// <exception cref="SharedTagException">Other tags name the image, and the registry deletes images only with all their tags (exit code 2).</exception>
    /// <exception cref="PlimsollException">The registry accepted the deletion, and the tag still names the image (exit code 1).</exception>
    /// <exception cref="RegistryException">The registry does not allow deleting (exit code 7), or not for these credentials (4).</exception>
    public async ValueTask<ImageRemoval?> DeleteTagAsync(string tag, CancellationToken cancellationToken) =>
        await _remover.RemoveTagAsync(tag, cancellationToken);

    /// <summary>
    /// Deletes an image and every tag that names it: its tags first where the registry wants that. Tags and image are read
    /// back. What refers to the image, and the images of an index, stay.
    /// </summary>
    /// <param name="digest">The image.</param>
    /// <param name="tags">Its tags where the caller knows them; <c>null</c> looks them up, with a request for each tag of the repository.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was deleted; <c>null</c> where there is no such image.</returns>
    /// <exception cref="PlimsollException">The registry accepted the deletion, and the image or a tag of it is still there (exit code 1).</exception>
    /// <exception cref="RegistryException">The registry does not allow deleting (exit code 7), or not for these credentials (4).</exception>
    public async ValueTask<ImageRemoval?> DeleteImageAsync(Digest digest, IReadOnlyCollection<string>? tags, CancellationToken cancellationToken) =>
        await _remover.RemoveImageAsync(digest, tags, cancellationToken);

    /// <summary>Deletes a tag and never the image that it names, as where an index needs that.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="digest">The image that it names.</param>
    /// <param name="otherTags">The other tags of the image.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns><c>false</c> where the registry cannot do that; nothing was changed then.</returns>
    /// <exception cref="RegistryException">The registry does not allow deleting for these credentials (exit code 4), or fails (7).</exception>
    internal async ValueTask<bool> UntagAsync(string tag, Digest digest, IReadOnlyList<string> otherTags, CancellationToken cancellationToken) =>
        await _remover.RemoveOnlyTagAsync(tag, digest, otherTags, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="RegistryException">The registry refused (exit code 4, 7).</exception>
    public async ValueTask<IReadOnlyList<Descriptor>> GetReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) =>
        await _referrers.ListAsync(subject, artifactType, cancellationToken);

    /// <summary>The tags there are, in the registry's order, page by page; none where the repository does not exist.</summary>
    public IAsyncEnumerable<string> ListTagsAsync(CancellationToken cancellationToken) => TagList.ReadAsync(_requests, cancellationToken);

    /// <summary>Whether the blob is there already; <see cref="EnsureBlobAsync"/> believes the answer, and does not send the blob unasked.</summary>
    public async ValueTask<bool> HasBlobAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        var isThere = await _requests.RunAsync(
            $"look for the blob {blob.Digest} in {Name.Name}",
            _requests.ReadScopes,
            (context, token) => _requests.HasBlobAsync(context, blob, token),
            cancellationToken);
        if (isThere)
            _requests.Endpoint.Uploads.RecordPresence(_requests.Repository, blob.Digest);
        return isThere;
    }

    /// <summary>Finds a blob of which only the digest is known; <c>null</c> where it is not there.</summary>
    internal async ValueTask<Descriptor?> FindBlobAsync(Digest digest, CancellationToken cancellationToken) =>
        await _requests.RunAsync(
            $"look for the blob {digest} in {Name.Name}",
            _requests.ReadScopes,
            (context, token) => _requests.FindBlobAsync(context, digest, token),
            cancellationToken);

    /// <summary>
    /// Opens a blob. The stream fails at its end unless the content has the descriptor's size and digest. A connection
    /// that breaks is replaced by one that goes on where it broke; a large blob comes over several at once.
    /// </summary>
    /// <exception cref="RegistryException">There is no such blob (exit code 6); reading the stream, the registry sends other content (7).</exception>
    public async ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        await BlobDownload.OpenAsync(BlobSource.Create(_requests, blob), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenForeignLayerAsync(Descriptor layer, CancellationToken cancellationToken) =>
        await ForeignLayerDownload.OpenAsync(_requests, layer, cancellationToken);

    /// <summary>
    /// Writes a blob, streamed in one request or, if it is large, in chunks, its size and digest checked on the way: a
    /// wrong blob is refused and its upload cancelled. A dropped upload goes on where the registry says it ended, a large
    /// one also where <see cref="RegistryClientOptions.Journal"/> says that an earlier process left it. A session that
    /// <see cref="TryMountBlobAsync"/> left open is used.
    /// </summary>
    /// <exception cref="ContentMismatchException">The content is not what the descriptor says (exit code 2).</exception>
    public async ValueTask PutBlobAsync(Descriptor blob, BlobOpener open, CancellationToken cancellationToken) =>
        await _uploader.PutAsync(blob, open, cancellationToken);

    /// <summary>
    /// Takes the blob over from another repository of this registry. Where the registry opens an upload instead, the
    /// next <see cref="PutBlobAsync"/> uses it, so that a missing blob costs two requests in all.
    /// </summary>
    /// <returns><c>false</c> where the registry would not, and the blob must be sent.</returns>
    public async ValueTask<bool> TryMountBlobAsync(Descriptor blob, string fromRepository, CancellationToken cancellationToken) =>
        await _uploader.TryMountAsync(blob, fromRepository, cancellationToken);

    /// <inheritdoc/>
    public int MaximumParallelism => _requests.Pipeline.Options.MaximumRequests;

    /// <summary>
    /// Ensures that the blob is here, with as few requests as this registry allows: none where this client knows
    /// it is, one where it can be mounted or sent with a single POST, two otherwise. What the registry answers is
    /// learned, so the first blobs may cost one request more.
    /// </summary>
    /// <exception cref="ContentMismatchException">The content is not what the descriptor says (exit code 2).</exception>
    public async ValueTask<BlobCopy> EnsureBlobAsync(Descriptor blob, IReadOnlyList<string> mountFrom, BlobOpener open, CancellationToken cancellationToken) =>
        await _placement.EnsureAsync(blob, mountFrom, open, cancellationToken);
}

using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries.Referrers;

/// <summary>Writes and deletes manifests so that what refers to a manifest is found again, whatever the registry does for that.</summary>
internal sealed class RepositoryReferrers
{
    private readonly RepositoryRequests _requests;
    private readonly ManifestStore _manifests;
    private readonly TagListWriter _tags;
    private readonly ReferrerTag _tag;
    private readonly ReferrerList _list;

    public RepositoryReferrers(RepositoryRequests requests, ManifestStore manifests)
    {
        _requests = requests;
        _manifests = manifests;
        _tags = new TagListWriter(requests, manifests);
        _tag = new ReferrerTag(requests, manifests);
        _list = new ReferrerList(requests, _tag);
    }

    public Task<IReadOnlyList<Descriptor>> ListAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) =>
        _list.ReadAsync(subject, artifactType, cancellationToken);

    public async Task PutAsync(ManifestContent manifest, IReadOnlyList<string> tags, TagWriteGuard? guard, CancellationToken cancellationToken)
    {
        if ((await _tags.PutAsync(manifest, tags, guard, cancellationToken)).ListsReferrer)
            _requests.Endpoint.Referrers.HasApi = true;
        else if (Referrer.GetSubject(manifest) is { } subject)
            await _tag.AddAsync(subject, Referrer.Describe(manifest), cancellationToken);
    }

    /// <summary>The manifest is read first: once it is deleted, nobody knows its subject.</summary>
    public async Task<bool> DeleteAsync(Digest digest, CancellationToken cancellationToken)
    {
        var subject = _requests.Endpoint.Referrers.HasApi == true ? null : await FindSubjectAsync(digest, cancellationToken);
        var isListedHere = subject is not null && !await _list.HasApiAsync(subject, cancellationToken);
        if (!await _manifests.DeleteAsync(digest.ToString(), cancellationToken))
            return false;

        if (isListedHere)
            await _tag.RemoveAsync(subject!, digest, cancellationToken);
        return true;
    }

    private async Task<Digest?> FindSubjectAsync(Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            return Referrer.GetSubject(await _manifests.GetAsync(digest.ToString(), cancellationToken));
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.NotFound or ErrorKind.Usage)
        {
            return null;
        }
    }
}

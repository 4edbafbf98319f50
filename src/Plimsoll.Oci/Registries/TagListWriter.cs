using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Uploads;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries;

/// <summary>
/// Writes one manifest under several tags: by its digest with <c>?tag=a&amp;tag=b</c>, of which the registry confirms those
/// that it took with <c>OCI-Tag</c> (distribution-spec, after 1.1). Whether a registry knows that is found out by the write
/// of the first tag, with the others behind it: one that does not know it has then written that tag, and nothing was in
/// vain. What is not confirmed is written tag by tag, and a registry that confirms none is not tried again.
/// </summary>
internal sealed class TagListWriter(RepositoryRequests requests, ManifestStore manifests)
{
    private static readonly ManifestPutResponse NothingConfirmed = new(ListsReferrer: false, []);

    private UploadCapabilities Capabilities => requests.Endpoint.Uploads;

    /// <returns>What the registry confirmed in all.</returns>
    public async Task<ManifestPutResponse> PutAsync(ManifestContent manifest, IReadOnlyList<string> tags, TagWriteGuard? guard, CancellationToken cancellationToken)
    {
        if (tags.Count == 0)
            return await manifests.PutAsync(manifest, tag: null, guard: null, cancellationToken) ?? NothingConfirmed;

        var mayBeTogether = tags.Count > 1 && Capabilities.SupportsTagLists != false;
        var confirmed = mayBeTogether ? await PutTogetherAsync(manifest, tags, Capabilities.SupportsTagLists == true, guard, cancellationToken) : NothingConfirmed;
        foreach (var tag in tags.Except(confirmed.Tags).ToList())
            confirmed = Union(confirmed, await PutOneAsync(manifest, tag, guard, cancellationToken));
        return confirmed;
    }

    /// <summary>
    /// Some registries refuse an immutable tag even the image that it names. Where the request before, whose answer was
    /// lost or about another tag, or another publisher has written it so, there is nothing left to do.
    /// </summary>
    private async Task<ManifestPutResponse> PutOneAsync(ManifestContent manifest, string tag, TagWriteGuard? guard, CancellationToken cancellationToken)
    {
        try
        {
            return await manifests.PutAsync(manifest, tag, guard, cancellationToken) ?? Written(tag);
        }
        catch (RegistryException exception) when (ImmutableTagRefusal.IsPossible(exception))
        {
            var there = await TryResolveAsync(tag, cancellationToken);
            if (there == manifest.Descriptor.Digest)
                return Written(tag);

            throw ImmutableTagRefusal.Confirm(exception, there, manifest.Descriptor.Digest) ?? exception;
        }
    }

    private ManifestPutResponse Written(string tag) => new(requests.Endpoint.Referrers.HasApi == true, [tag]);

    /// <summary>What the tag names; a failure to find out must not hide the refusal.</summary>
    private async Task<Digest?> TryResolveAsync(string tag, CancellationToken cancellationToken)
    {
        try
        {
            return (await manifests.ResolveAsync(tag, cancellationToken))?.Digest;
        }
        catch (PlimsollException)
        {
            return null;
        }
    }

    private async Task<ManifestPutResponse> PutTogetherAsync(ManifestContent manifest, IReadOnlyList<string> tags, bool isByDigest, TagWriteGuard? guard, CancellationToken cancellationToken)
    {
        try
        {
            if (await manifests.PutAsync(manifest, tags, isByDigest, guard, cancellationToken) is not { } answer)
                return new ManifestPutResponse(requests.Endpoint.Referrers.HasApi == true, tags);

            Capabilities.SupportsTagLists = answer.ConfirmsTags;
            return answer;
        }
        catch (RegistryException exception) when (!isByDigest && exception.Status == HttpStatusCode.BadRequest)
        {
            // It may know tags in the address, but only behind a digest.
            return await PutTogetherAsync(manifest, tags, isByDigest: true, guard, cancellationToken);
        }
        catch (RegistryException exception) when (exception.Status is HttpStatusCode.RequestUriTooLong or HttpStatusCode.RequestHeaderFieldsTooLarge && tags.Count > 2)
        {
            var half = tags.Count / 2;
            return Union(
                await PutTogetherAsync(manifest, [.. tags.Take(half)], isByDigest, guard, cancellationToken),
                await PutTogetherAsync(manifest, [.. tags.Skip(half)], isByDigest, guard, cancellationToken));
        }
        catch (RegistryException exception) when (!exception.IsTransient && exception.Status is not null && exception.Kind != ErrorKind.Authentication)
        {
            // Written one by one, the tag that is refused says so itself.
            return NothingConfirmed;
        }
    }

    private static ManifestPutResponse Union(ManifestPutResponse one, ManifestPutResponse other) => new(one.ListsReferrer || other.ListsReferrer, [.. one.Tags, .. other.Tags]);
}

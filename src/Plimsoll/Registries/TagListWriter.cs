using System.Net;
using Plimsoll.Images;
using Plimsoll.Registries.Http;

namespace Plimsoll.Registries;

/// <summary>
/// Writes one manifest under several tags: by its digest with <c>?tag=a&amp;tag=b</c>, of which the registry confirms those
/// that it took with <c>OCI-Tag</c> (distribution-spec, after 1.1). What is not confirmed is written tag by tag, and a
/// registry that confirms none is not tried again.
/// </summary>
internal sealed class TagListWriter(RepositoryRequests requests, ManifestStore manifests)
{
    private static readonly ManifestAnswer NothingConfirmed = new(ListsReferrer: false, []);

    private UploadKnowledge Known => requests.Endpoint.Uploads;

    /// <returns>What the registry confirmed in all.</returns>
    public async Task<ManifestAnswer> PutAsync(ManifestContent manifest, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        if (tags.Count == 0)
            return await manifests.PutAsync(manifest, tag: null, cancellationToken);

        var mayBeTogether = tags.Count > 1 && Known.TakesTagLists != false;
        var confirmed = mayBeTogether ? await PutTogetherAsync(manifest, tags, cancellationToken) : NothingConfirmed;
        foreach (var tag in tags.Except(confirmed.Tags).ToList())
            confirmed = Union(confirmed, await PutOneAsync(manifest, tag, cancellationToken));
        return confirmed;
    }

    /// <summary>
    /// Some registries refuse an immutable tag even the image that it names. Where the request before, whose answer was
    /// lost or told of another tag, or another publisher has written it so, there is nothing left to do.
    /// </summary>
    private async Task<ManifestAnswer> PutOneAsync(ManifestContent manifest, string tag, CancellationToken cancellationToken)
    {
        try
        {
            return await manifests.PutAsync(manifest, tag, cancellationToken);
        }
        catch (RegistryException exception) when (exception.ExitCode == ExitCode.TagConflict)
        {
            if (!await NamesAsync(tag, manifest.Descriptor.Digest, cancellationToken))
                throw;
            return new ManifestAnswer(requests.Endpoint.Referrers.HasApi == true, [tag]);
        }
    }

    /// <summary>Whether the tag is certain to name this manifest; a failure to find out must not hide the refusal.</summary>
    private async Task<bool> NamesAsync(string tag, Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            return (await manifests.ResolveAsync(tag, cancellationToken))?.Digest == digest;
        }
        catch (PlimsollException)
        {
            return false;
        }
    }

    private async Task<ManifestAnswer> PutTogetherAsync(ManifestContent manifest, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await manifests.PutAsync(manifest, tags, cancellationToken);
            Known.TakesTagLists = answer.Tags.Count > 0;
            return answer;
        }
        catch (RegistryException exception) when (exception.Status is HttpStatusCode.RequestUriTooLong or HttpStatusCode.RequestHeaderFieldsTooLarge && tags.Count > 2)
        {
            var half = tags.Count / 2;
            return Union(
                await PutTogetherAsync(manifest, [.. tags.Take(half)], cancellationToken),
                await PutTogetherAsync(manifest, [.. tags.Skip(half)], cancellationToken));
        }
        catch (RegistryException exception) when (!exception.IsTransient && exception.Status is not null && exception.ExitCode != ExitCode.Authentication)
        {
            // Written one by one, the tag that is refused says so itself.
            return NothingConfirmed;
        }
    }

    private static ManifestAnswer Union(ManifestAnswer one, ManifestAnswer other) => new(one.ListsReferrer || other.ListsReferrer, [.. one.Tags, .. other.Tags]);
}

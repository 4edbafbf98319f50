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
    private const string Confirmation = "OCI-Tag";

    private UploadKnowledge Known => requests.Endpoint.Uploads;

    public async Task PutAsync(ManifestContent manifest, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        if (tags.Count == 0)
            await manifests.PutAsync(manifest, tag: null, cancellationToken);

        var mayBeTogether = tags.Count > 1 && Known.TakesTagLists != false;
        var confirmed = mayBeTogether ? await PutTogetherAsync(manifest, tags, cancellationToken) : new HashSet<string>();
        foreach (var tag in tags.Where(tag => !confirmed.Contains(tag)))
            await manifests.PutAsync(manifest, tag, cancellationToken);
    }

    private async Task<IReadOnlySet<string>> PutTogetherAsync(ManifestContent manifest, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        try
        {
            var confirmed = await manifests.PutAsync(manifest, tags, Confirmed, cancellationToken);
            Known.TakesTagLists = confirmed.Count > 0;
            return confirmed;
        }
        catch (RegistryException exception) when (exception.Status is HttpStatusCode.RequestUriTooLong or HttpStatusCode.RequestHeaderFieldsTooLarge && tags.Count > 2)
        {
            var half = tags.Count / 2;
            return (await PutTogetherAsync(manifest, [.. tags.Take(half)], cancellationToken))
                .Union(await PutTogetherAsync(manifest, [.. tags.Skip(half)], cancellationToken))
                .ToHashSet(StringComparer.Ordinal);
        }
        catch (RegistryException exception) when (!exception.IsTransient && exception.Status is not null && exception.ExitCode != ExitCode.Authentication)
        {
            // Written one by one, the tag that is refused says so itself.
            return new HashSet<string>();
        }
    }

    /// <summary>The tags that the answer confirms, in one header or several.</summary>
    private static IReadOnlySet<string> Confirmed(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues(Confirmation, out var values)
            ? values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>();
}

using System.Net;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries;

/// <summary>
/// What a repository that is going to be written to holds. A refusal to read (403) often means that there is nothing, so it
/// is no error; but a tag that exists must not be overwritten unread, so the list of tags is asked, and where that is refused too
/// a warning says so.
/// </summary>
internal sealed class DestinationLookup(RepositoryRequests requests, ManifestStore manifests)
{
    public async Task<Descriptor?> FindAsync(string tagOrDigest, CancellationToken cancellationToken)
    {
        try
        {
            return await manifests.ResolveAsync(tagOrDigest, cancellationToken);
        }
        catch (RegistryException refusal) when (refusal.Status == HttpStatusCode.Forbidden)
        {
            if (tagOrDigest.Contains(':') || await FindTagsAsync(cancellationToken) is not { } tags || !tags.Contains(tagOrDigest))
                return null;

            throw refusal.WithAdvice("The tag exists and is not overwritten unread. Request the permission to read it, or use other credentials.");
        }
    }

    public async Task<IReadOnlyList<string>?> FindTagsAsync(CancellationToken cancellationToken)
    {
        var tags = await TryListAsync(requests, cancellationToken);
        if (tags is null)
        {
            var text = $"HTTP 403 for the tags of {requests.Repository}, so it is not known which exist: the registry alone can keep immutable tags from being overwritten, and latest from moving back";
            if (requests.Endpoint.Told.ShouldReport(text))
                requests.Pipeline.Options.Warnings?.Report(new RegistryWarning(requests.Endpoint.Registry, text));
        }

        return tags;
    }

    /// <summary>Whether a tag that may not be read does not exist: the list of tags is told, and lacks it.</summary>
    public static async Task<bool> LacksAsync(RepositoryRequests requests, string tag, CancellationToken cancellationToken) =>
        await TryListAsync(requests, cancellationToken) is { } tags && !tags.Contains(tag);

    private static async Task<IReadOnlyList<string>?> TryListAsync(RepositoryRequests requests, CancellationToken cancellationToken)
    {
        try
        {
            return await TagList.ReadAsync(requests, cancellationToken).ToListAsync(cancellationToken);
        }
        catch (RegistryException refusal) when (refusal.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return refusal.Status == HttpStatusCode.NotFound ? [] : null;
        }
    }
}

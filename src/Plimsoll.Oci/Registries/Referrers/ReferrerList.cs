using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries.Referrers;

/// <summary>
/// What refers to a manifest of one repository, as the registry lists it (end-12), or where it has no such API as the
/// clients keep it under a tag. Which of the two is learned with the first question.
/// </summary>
internal sealed class ReferrerList(RepositoryRequests requests, ReferrerTag tag)
{
    /// <summary>More than this nobody attached: the registry makes them up.</summary>
    private const int MaximumCount = 100_000;
    private const int MaximumBytes = 64 * 1024 * 1024;

    public async Task<IReadOnlyList<Descriptor>> ReadAsync(Digest subject, string? artifactType, CancellationToken cancellationToken)
    {
        if (requests.Endpoint.Referrers.HasApi != false && await AskAsync(subject, artifactType, cancellationToken) is { } listed)
            return listed;

        return (await tag.ReadAsync(subject, cancellationToken)).OfType(artifactType);
    }

    /// <summary>Whether the registry lists the referrers itself, so that no tag needs to be kept.</summary>
    public async Task<bool> HasApiAsync(Digest subject, CancellationToken cancellationToken) =>
        requests.Endpoint.Referrers.HasApi ?? await AskAsync(subject, artifactType: null, cancellationToken) is not null;

    /// <returns><c>null</c> where the registry has no list.</returns>
    private async Task<IReadOnlyList<Descriptor>?> AskAsync(Digest subject, string? artifactType, CancellationToken cancellationToken)
    {
        var found = new List<Descriptor>();
        await foreach (var referrer in PagedList.ReadAsync<Descriptor?>(MaximumBytes, (page, trail, token) => ReadPageAsync(subject, artifactType, page, trail, token), cancellationToken))
        {
            if (referrer is null)
                return null;
            if (found.Count == MaximumCount)
                throw new RegistryException(ErrorKind.Transport, requests.Endpoint.Registry, $"Cannot list the referrers of {requests.Name}@{subject}: {requests.Endpoint.Registry} lists more than {MaximumCount:N0} referrers.") { Repository = requests.Repository };
            found.Add(referrer);
        }

        return found.OfType(artifactType: null);
    }

    /// <returns>The page's referrers; a single <c>null</c> where the registry has no list.</returns>
    private Task<Page<Descriptor?>> ReadPageAsync(Digest subject, string? artifactType, Uri? page, PaginationGuard trail, CancellationToken cancellationToken) =>
        requests.RunAsync($"list the referrers of {requests.Name}@{subject}", requests.ReadScopes, async (context, token) =>
        {
            var query = artifactType is null ? "" : $"?artifactType={WebUtility.UrlEncode(artifactType)}";
            using var request = page is null
                ? await requests.CreateAsync(context, HttpMethod.Get, $"referrers/{subject}{query}", token)
                : context.Attach(new HttpRequestMessage(HttpMethod.Get, page));
            request.Headers.TryAddWithoutValidation("Accept", MediaTypes.OciIndex);
            using var response = await requests.Pipeline.SendAsync(context, request, token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                var failure = await RegistryFailure.FromResponseAsync(context, request, response, requests.Pipeline.Options, token);
                return page is null && MeansNoApi(failure) ? new Page<Descriptor?>([null], null) : throw failure;
            }

            // Some registries answer what they do not know with a page for people.
            if (!MediaTypes.OciIndex.Equals(response.Content.Headers.ContentType?.MediaType, StringComparison.OrdinalIgnoreCase))
                return page is null ? new Page<Descriptor?>([null], null) : throw RegistryFailure.Protocol(context, request, "the next page is not an OCI index");

            var body = await ResponseBody.ReadAsync(context, request, response, ManifestContent.MaximumSize, requests.Pipeline.Options, token);
            var index = PagedList.Parse(context, request, body, OciJson.Default.ImageIndex);
            if (index?.Manifests is not { } manifests || !Manifest.AreWhole(manifests))
                throw RegistryFailure.Protocol(context, request, "the registry's response has no manifests, or an entry without a media type, digest or size");

            requests.Endpoint.Referrers.HasApi = true;
            return new Page<Descriptor?>(manifests.OfType(IsFiltered(response) ? null : artifactType), trail.Next(context, request, response, body, manifests.Count));
        }, cancellationToken);

    /// <summary>
    /// Whether a refusal says that there is no such API. What may be about the repository or the digest alone is not
    /// remembered for the whole registry.
    /// </summary>
    private bool MeansNoApi(RegistryException failure)
    {
        if (failure.Status is not (HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented))
            return false;

        if (failure.Errors.All(error => error.Code is "UNSUPPORTED" or "NOT_FOUND" or "UNKNOWN"))
            requests.Endpoint.Referrers.HasApi ??= false;
        return true;
    }

    private static bool IsFiltered(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("OCI-Filters-Applied", out var filters)
        && filters.ToString().Split(',', StringSplitOptions.TrimEntries).Contains("artifactType");
}

using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Plimsoll.Registries.Http;

namespace Plimsoll.Registries;

/// <summary>The tags of one repository, page by page as the <c>Link</c> headers lead (end-8).</summary>
internal static class TagList
{
    // Some registries ignore the page size and send everything at once.
    private const int MaximumPage = 64 * 1024 * 1024;
    private const int PageSize = 1000;

    // Ten million tags of the size asked for; a registry that always has another page would never end.
    private const int MaximumPages = 10_000;

    public static async IAsyncEnumerable<string> ReadAsync(RepositoryRequests requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        Uri? next = null;
        do
        {
            (var tags, next) = await ReadPageAsync(requests, next, visited, cancellationToken);
            foreach (var tag in tags)
                yield return tag;
        }
        while (next is not null);
    }

    private static Task<(IReadOnlyList<string> Tags, Uri? Next)> ReadPageAsync(
        RepositoryRequests requests,
        Uri? page,
        HashSet<string> visited,
        CancellationToken cancellationToken) =>
        requests.RunAsync($"list the tags of {requests.Name}", requests.ReadScopes, async (context, token) =>
        {
            using var request = page is null
                ? await requests.CreateAsync(context, HttpMethod.Get, $"tags/list?n={PageSize}", token)
                : context.Attach(new HttpRequestMessage(HttpMethod.Get, page));
            using var response = await requests.Pipeline.SendAsync(context, request, token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                var failure = await RegistryFailure.FromResponseAsync(context, request, response, requests.Pipeline.Options, token);
                if (response.StatusCode == HttpStatusCode.NotFound && (failure.HasCode("NAME_UNKNOWN") || failure.HasCode("NOT_FOUND")))
                    return (Array.Empty<string>(), null);
                throw failure;
            }

            var body = await ResponseBody.ReadAsync(context, request, response, MaximumPage, requests.Pipeline.Options, token);
            return (ReadTags(context, request, body), NextPage(context, request, response, visited));
        }, cancellationToken);

    private static IReadOnlyList<string> ReadTags(RequestContext context, HttpRequestMessage request, byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, RegistryJson.Default.TagPage)?.Tags ?? [];
        }
        catch (JsonException)
        {
            throw RegistryFailure.Protocol(context, request, "the registry's answer is not readable JSON");
        }
    }

    private static Uri? NextPage(RequestContext context, HttpRequestMessage request, HttpResponseMessage response, HashSet<string> visited)
    {
        if (!response.Headers.NonValidated.TryGetValues("Link", out var links))
            return null;

        if (!LinkHeader.TryFind(links, "next", out var target))
            throw RegistryFailure.Protocol(context, request, "the registry's Link header is malformed, so the next page cannot be found");

        if (target is null)
            return null;

        var next = ResponseLocation.Resolve(request.RequestUri!, target);
        if (next is null || !ResponseLocation.IsSameOrigin(next, request.RequestUri!))
            throw RegistryFailure.Protocol(context, request, "the registry says that the next page is on another host");

        if (visited.Count == MaximumPages)
            throw RegistryFailure.Protocol(context, request, $"the registry has more than the {MaximumPages} pages that are read");

        return visited.Add(next.AbsoluteUri)
            ? next
            : throw RegistryFailure.Protocol(context, request, "the registry's pages lead in a circle");
    }
}

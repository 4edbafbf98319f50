using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries;

/// <summary>The tags of one repository (end-8).</summary>
internal static class TagList
{
    // Some registries ignore the page size and send everything at once.
    private const int MaximumPage = 64 * 1024 * 1024;
    private const int MaximumBytes = 256 * 1024 * 1024;
    private const int PageSize = 1000;

    public static IAsyncEnumerable<string> ReadAsync(RepositoryRequests requests, CancellationToken cancellationToken) =>
        PagedList.ReadAsync<string>(MaximumBytes, (page, trail, token) => ReadPageAsync(requests, page, trail, token), cancellationToken);

    private static async Task<Page<string>> ReadPageAsync(RepositoryRequests requests, Uri? page, PaginationGuard trail, CancellationToken cancellationToken)
    {
        try
        {
            return await RequestAsync(requests, page, $"?n={PageSize}", trail, cancellationToken);
        }
        catch (RegistryException refusal) when (page is null && refusal.Status == HttpStatusCode.BadRequest)
        {
            // Its pages are smaller; without n it uses its own size.
            return await RequestAsync(requests, page, "", trail, cancellationToken);
        }
    }

    private static Task<Page<string>> RequestAsync(RepositoryRequests requests, Uri? page, string query, PaginationGuard trail, CancellationToken cancellationToken) =>
        requests.RunAsync($"list the tags of {requests.Name}", requests.ReadScopes, async (context, token) =>
        {
            using var request = page is null
                ? await requests.CreateAsync(context, HttpMethod.Get, $"tags/list{query}", token)
                : context.Attach(new HttpRequestMessage(HttpMethod.Get, page));
            using var response = await requests.Pipeline.SendAsync(context, request, token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                var failure = await RegistryFailure.FromResponseAsync(context, request, response, requests.Pipeline.Options, token);
                if (response.StatusCode == HttpStatusCode.NotFound && (failure.HasCode("NAME_UNKNOWN") || failure.HasCode("NOT_FOUND")))
                    return new Page<string>([], null);
                throw failure;
            }

            var body = await ResponseBody.ReadAsync(context, request, response, MaximumPage, requests.Pipeline.Options, token);

            var entries = PagedList.Parse(context, request, body, RegistryJson.Default.TagPage)?.Tags ?? [];

            // What is not a tag can be neither read nor shown as one.
            var tags = entries.Where(tag => tag is not null && ImageReference.IsValidTag(tag));
            return new Page<string>([.. tags], PagedList.Next(trail, context, request, response, body, entries.Count));
        }, cancellationToken);
}

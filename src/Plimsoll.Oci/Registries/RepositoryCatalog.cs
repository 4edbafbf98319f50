using System.Net;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries;

/// <summary>
/// The repositories of one registry: <c>GET /v2/_catalog</c>, which is not part of the OCI specification. Registries of
/// many owners have none; others show it to administrators only.
/// </summary>
internal static class RepositoryCatalog
{
    private const int MaximumPage = 64 * 1024 * 1024;
    private const int MaximumBytes = 256 * 1024 * 1024;
    private const int PageSize = 1000;

    public static IAsyncEnumerable<string> ReadAsync(RegistryPipeline pipeline, RegistryEndpoint endpoint, CancellationToken cancellationToken) =>
        PagedList.ReadAsync<string>(MaximumBytes, (page, trail, token) => ReadPageAsync(pipeline, endpoint, page, trail, token), cancellationToken);

    private static async Task<Page<string>> ReadPageAsync(RegistryPipeline pipeline, RegistryEndpoint endpoint, Uri? page, PaginationGuard trail, CancellationToken cancellationToken)
    {
        var address = page ?? await AddressAsync(endpoint, $"?n={PageSize}", cancellationToken);
        try
        {
            return await RequestAsync(pipeline, endpoint, address, trail, cancellationToken);
        }
        catch (RegistryException refusal) when (page is null && refusal.Status == HttpStatusCode.BadRequest)
        {
            // Its pages are smaller; without n it uses its own size.
            return await RequestAsync(pipeline, endpoint, await AddressAsync(endpoint, "", cancellationToken), trail, cancellationToken);
        }
        catch (RegistryException refusal) when (refusal.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            throw refusal.WithAdvice(
                $"Many registries list their repositories to administrators only, or not at all (Docker Hub, ghcr.io). To list the tags of a repository: plimsoll ls {endpoint.Registry}/NAME.");
        }
    }

    private static Task<Page<string>> RequestAsync(RegistryPipeline pipeline, RegistryEndpoint endpoint, Uri address, PaginationGuard trail, CancellationToken cancellationToken) =>
        pipeline.RunAsync(
            endpoint,
            async token =>
            {
                var context = new RequestContext(endpoint, $"list the repositories of {endpoint.Registry}") { Scopes = [Scopes.Catalog] };
                using var request = context.Attach(new HttpRequestMessage(HttpMethod.Get, address));
                using var response = await pipeline.SendAsync(context, request, new[] { HttpStatusCode.OK }, token);
                var body = await ResponseBody.ReadAsync(context, request, response, MaximumPage, pipeline.Options, token);
                var names = PagedList.Parse(context, request, body, RegistryJson.Default.CatalogPage)?.Repositories ?? [];
                return new Page<string>([.. names.OfType<string>()], PagedList.Next(trail, context, request, response, body, names.Count));
            },
            cancellationToken);

    private static async ValueTask<Uri> AddressAsync(RegistryEndpoint endpoint, string query, CancellationToken cancellationToken) =>
        new(await endpoint.GetOriginAsync(cancellationToken), $"/v2/_catalog{query}");
}

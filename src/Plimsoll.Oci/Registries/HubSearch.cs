using System.Net;
using System.Text.RegularExpressions;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries;

/// <summary>
/// The search of Docker Hub: <c>GET /v1/search?q=&amp;n=</c> of its index, which is older than the registry protocol and the only
/// part of it that is left. An engine that searches asks the same.
/// </summary>
internal static partial class HubSearch
{
    /// <summary>The most results that the index gives at once.</summary>
    public const int MaximumResults = 100;

    private const int MaximumBytes = 4 * 1024 * 1024;
    private const string OfficialPrefix = "library/";

    /// <summary>Where Docker Hub's index is.</summary>
    public static Uri DefaultAddress { get; } = new("https://index.docker.io/");

    /// <param name="pipeline">The way of the request.</param>
    /// <param name="endpoint">The index as a registry.</param>
    /// <param name="index">The address of the index, to which <c>v1/search</c> is added.</param>
    /// <param name="term">What names and descriptions are searched for.</param>
    /// <param name="limit">The most results, from 1 to <see cref="MaximumResults"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>In the order of the index, which is that of relevance.</returns>
    /// <exception cref="RegistryException">The index refuses (exit code 4 or 7), does not answer, or answers something else (7).</exception>
    public static Task<IReadOnlyList<FoundImage>> RunAsync(RegistryPipeline pipeline, RegistryEndpoint endpoint, Uri index, string term, int limit, CancellationToken cancellationToken)
    {
        // An official image is found by its own name, which has no namespace.
        var name = term.StartsWith(OfficialPrefix, StringComparison.Ordinal) ? term[OfficialPrefix.Length..] : term;
        var address = new Uri($"{index.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/search?q={Uri.EscapeDataString(name)}&n={limit}");
        return pipeline.RunAsync<IReadOnlyList<FoundImage>>(
            endpoint,
            async token =>
            {
                var context = new RequestContext(endpoint, $"search for '{Redaction.Text(term)}'");
                using var request = context.Attach(new HttpRequestMessage(HttpMethod.Get, address));
                using var response = await pipeline.SendAsync(context, request, new[] { HttpStatusCode.OK }, token);
                var body = await ResponseBody.ReadAsync(context, request, response, MaximumBytes, pipeline.Options, token);
                var page = PagedList.Parse(context, request, body, RegistryJson.Default.HubPage);
                return [.. (page?.Results ?? []).Where(result => result?.Name is { Length: > 0 }).Take(limit).Select(result => Read(result!))];
            },
            cancellationToken);
    }

    private static FoundImage Read(HubResult result) => new(result.Name!)
    {
        Description = WhiteSpace.Replace(result.Description ?? "", " ").Trim(),
        Stars = result.Stars,
        IsOfficial = result.IsOfficial,
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace { get; }
}

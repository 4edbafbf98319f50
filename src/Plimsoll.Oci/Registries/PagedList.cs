using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries;

/// <summary>A list that comes page by page as the <c>Link</c> headers lead: tags, repositories, referrers.</summary>
internal static class PagedList
{
    /// <summary>Reads one page: the first where <c>page</c> is <c>null</c>.</summary>
    public delegate Task<Page<T>> PageReader<T>(Uri? page, PaginationGuard trail, CancellationToken cancellationToken);

    /// <param name="maximumBytes">The most bytes of all pages together.</param>
    /// <param name="read">Reads one page.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<T> ReadAsync<T>(int maximumBytes, PageReader<T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var trail = new PaginationGuard(maximumBytes);
        Uri? next = null;
        do
        {
            (var entries, next) = await read(next, trail, cancellationToken);
            foreach (var entry in entries)
                yield return entry;
        }
        while (next is not null);
    }

    /// <summary>The page after this one; none after an empty one, to which some registries lead from the last, with a link to itself.</summary>
    public static Uri? Next(PaginationGuard trail, RequestContext context, HttpRequestMessage request, HttpResponseMessage response, ReadOnlySpan<byte> body, int entries) =>
        entries == 0 ? null : trail.Next(context, request, response, body, entries);

    /// <exception cref="RegistryException">The body is not JSON of that type.</exception>
    public static T? Parse<T>(RequestContext context, HttpRequestMessage request, byte[] body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw RegistryFailure.Protocol(context, request, "the registry's response is not valid JSON");
        }
    }
}

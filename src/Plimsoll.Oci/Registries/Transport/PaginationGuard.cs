using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// The pages that a list led to so far: it stays on its host, never comes back to a page, under another address either, and it
/// has an end.
/// </summary>
/// <param name="maximumBytes">The most bytes that all pages may have together, because the entries may all be kept.</param>
internal sealed class PaginationGuard(int maximumBytes)
{
    // Ten million entries at a thousand a page; a registry that always has another page would never end.
    private const int MaximumPages = 10_000;

    // Each page costs a request, so few entries a page are no list that anybody would wait for.
    private const int MaximumThinPages = 1000;
    private const int ThinPage = 10;

    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly HashSet<UInt128> _contents = [];
    private long _bytes;
    private int _thinPages;

    /// <summary>The address of the next page; <c>null</c> after the last.</summary>
    /// <param name="context">The request's context.</param>
    /// <param name="request">The request for the page.</param>
    /// <param name="response">The page.</param>
    /// <param name="body">The page's body.</param>
    /// <param name="entries">How many entries it has.</param>
    /// <exception cref="RegistryException">
    /// The <c>Link</c> header is malformed or leads in a circle, or the list is too long.
    /// </exception>
    public Uri? Next(RequestContext context, HttpRequestMessage request, HttpResponseMessage response, ReadOnlySpan<byte> body, int entries)
    {
        _bytes += body.Length;
        if (_bytes > maximumBytes)
            throw RegistryFailure.Protocol(context, request, $"the registry's list is larger than {maximumBytes / (1024 * 1024)} MiB");

        if (!response.Headers.NonValidated.TryGetValues("Link", out var links))
            return null;

        if (!LinkHeader.TryFind(links, "next", out var target))
            throw RegistryFailure.Protocol(context, request, "the registry's Link header is malformed, so the next page cannot be found");

        if (target is null)
            return null;

        if (ResponseLocation.ResolveHere(request.RequestUri!, target) is not { } next)
            throw RegistryFailure.Protocol(context, request, "the registry's Link header leads to no valid address, so the next page cannot be found");

        if (_visited.Count == MaximumPages || (entries < ThinPage && ++_thinPages == MaximumThinPages))
            throw RegistryFailure.Protocol(context, request, $"the registry's list has no end after {_visited.Count:N0} pages");

        if (!_visited.Add(next.AbsoluteUri))
            throw RegistryFailure.Protocol(context, request, "the registry's pages form a loop");

        // Empty pages may differ in nothing: a registry that filters a list sends them.
        return entries == 0 || _contents.Add(BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(body)))
            ? next
            : throw RegistryFailure.Protocol(context, request, "the registry sent the same page twice, so its list has no end");
    }
}

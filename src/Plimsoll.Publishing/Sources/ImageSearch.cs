using Plimsoll.Oci;
using Plimsoll.Oci.Registries;

namespace Plimsoll.Publishing.Sources;

/// <summary>Searches images by name: at Docker Hub by its index, elsewhere in the catalog of the registry, where it shows one.</summary>
/// <param name="client">The registry client.</param>
/// <param name="index">The address of Docker Hub's index.</param>
internal sealed class ImageSearch(RegistryClient client, Uri index)
{
    /// <summary>Parses the address of the index.</summary>
    /// <param name="text">The address, or <c>null</c> for that of Docker Hub.</param>
    /// <param name="variable">Where the text comes from, for the message.</param>
    /// <exception cref="PlimsollException">It is not an address (exit code 2).</exception>
    public static Uri ParseAddress(string? text, string variable) =>
        text is null ? HubSearch.DefaultAddress
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address is { UserInfo: "", Query: "", Fragment: "" } ? address
        : throw PlimsollException.Usage($"{variable} is not the address of an index of images.", $"Set it to https://HOST[:PORT], without user and password; the default is {HubSearch.DefaultAddress}.");

    /// <summary>Searches.</summary>
    /// <returns>Docker Hub's results in its own order, those of a catalog by name.</returns>
    /// <exception cref="RegistryException">The registry shows its repositories to nobody, or not to these credentials (exit code 4, 6 or 7), or does not answer (7).</exception>
    public async Task<IReadOnlyList<FoundImage>> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        if (request.Registry is { } registry)
            return await SearchCatalogAsync(registry, request, cancellationToken);

        // An engine filters what the index gave it too: fewer than the limit can be left.
        var found = await client.SearchHubAsync(index, request.Term, request.Limit, cancellationToken);
        return [.. found.Where(image => (request.IsOfficial ?? image.IsOfficial) == image.IsOfficial && (image.Stars ?? 0) >= (request.Stars ?? 0))];
    }

    private async Task<IReadOnlyList<FoundImage>> SearchCatalogAsync(string registry, SearchRequest request, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await foreach (var repository in client.ListRepositoriesAsync(registry, cancellationToken))
            if (repository.Contains(request.Term, StringComparison.OrdinalIgnoreCase))
                found.Add(repository);
        found.Sort(StringComparer.Ordinal);
        return [.. found.Take(request.Limit).Select(repository => new FoundImage($"{registry}/{repository}"))];
    }
}

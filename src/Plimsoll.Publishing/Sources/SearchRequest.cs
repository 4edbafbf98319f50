using Plimsoll.Oci.Registries;

namespace Plimsoll.Publishing.Sources;

/// <summary>What is searched for, and where.</summary>
/// <param name="Term">Part of a name; at Docker Hub of a description too.</param>
internal sealed record SearchRequest(string Term)
{
    /// <summary>The registry whose catalog is searched; <c>null</c> for Docker Hub.</summary>
    public string? Registry { get; init; }

    /// <summary>The most results, from 1 to <see cref="HubSearch.MaximumResults"/>. The default is 25, as Docker's.</summary>
    public int Limit { get; init; } = 25;

    /// <summary>Whether only official images count, or only others; <c>null</c> for both. Docker Hub alone has such.</summary>
    public bool? IsOfficial { get; init; }

    /// <summary>The least number of stars. Docker Hub alone has such.</summary>
    public long? Stars { get; init; }
}

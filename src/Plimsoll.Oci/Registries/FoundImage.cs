namespace Plimsoll.Oci.Registries;

/// <summary>A repository that a search found.</summary>
/// <param name="Name">As a reference begins: <c>nginx</c>, <c>acme/app</c> at Docker Hub, <c>registry.example/acme/app</c> elsewhere.</param>
internal sealed record FoundImage(string Name)
{
    /// <summary>What its owner says of it, on one line; <c>null</c> where the registry keeps no descriptions.</summary>
    public string? Description { get; init; }

    /// <summary>How many users have marked it, or <c>null</c>.</summary>
    public long? Stars { get; init; }

    /// <summary>Whether it is one of Docker's own images; <c>null</c> where there is no such thing.</summary>
    public bool? IsOfficial { get; init; }
}

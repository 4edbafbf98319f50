using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>One blob of a copy.</summary>
/// <param name="Blob">Which blob.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record BlobCopy(Descriptor Blob, BlobOutcome Outcome)
{
    /// <summary>The repository that it was mounted from, without its registry; <c>null</c> where it was not, or the destination did not say.</summary>
    public string? MountedFrom { get; init; }

    /// <summary>Whether it went to a registry, from a registry to this machine, or from one place on this machine to another.</summary>
    public BlobRoute Route { get; init; }
}

using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>One blob of a copy.</summary>
/// <param name="Blob">Which blob.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record BlobCopy(Descriptor Blob, BlobOutcome Outcome);

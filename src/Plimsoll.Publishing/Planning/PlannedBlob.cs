using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Planning;

/// <summary>One blob of a plan.</summary>
/// <param name="Digest">The blob.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Outcome">What would become of it. That it is mounted is a prediction: the registry may want it sent all the same.</param>
/// <param name="From">The repository that it would be taken over from, or <c>null</c>.</param>
public sealed record PlannedBlob(Digest Digest, long Size, BlobOutcome Outcome, string? From = null);

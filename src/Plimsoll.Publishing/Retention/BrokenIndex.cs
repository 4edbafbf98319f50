using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>An index that lists manifests that are no longer there.</summary>
/// <param name="Digest">The index.</param>
/// <param name="Tags">The tags that name it; none where another index lists it.</param>
/// <param name="Missing">The manifests that it lists and that are not there.</param>
public sealed record BrokenIndex(Digest Digest, IReadOnlyList<string> Tags, IReadOnlyList<Digest> Missing);

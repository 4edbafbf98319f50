using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>A manifest that is deleted: an image, an index, or what is attached to one.</summary>
/// <param name="Digest">The manifest.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Size">Its size in bytes, without its blobs.</param>
/// <param name="Tags">The tags that name it; none where it goes with another one, or has no tag.</param>
public sealed record PrunedManifest(Digest Digest, string MediaType, long Size, IReadOnlyList<string> Tags);

using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>A tag that was deleted.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Digest">What it named.</param>
public sealed record DeletedTag(string Tag, Digest Digest);

using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries;

/// <summary>What was removed from a repository.</summary>
/// <param name="Digest">The image.</param>
/// <param name="Tags">The tags that named it and do no more, sorted.</param>
/// <param name="IsImageDeleted">Whether the image itself was deleted; <c>false</c> where only the tags were.</param>
public sealed record ImageRemoval(Digest Digest, IReadOnlyList<string> Tags, bool IsImageDeleted);

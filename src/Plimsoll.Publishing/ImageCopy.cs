using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing;

/// <summary>An image that was copied.</summary>
/// <param name="Digest">The digest of its manifest.</param>
/// <param name="Report">What was done with each blob and referrer.</param>
public sealed record ImageCopy(Digest Digest, CopyReport Report);

using Plimsoll.Oci.Images;

namespace Plimsoll.Policy;

/// <summary>
/// The end of a reference: what selects the image within its repository. It is often known where the repository is not:
/// <c>${REGISTRY}/app:latest</c> selects <c>latest</c> wherever it is pulled from.
/// </summary>
/// <param name="Tag">The tag, or <c>null</c> for none.</param>
/// <param name="Digest">The digest, or <c>null</c> for none.</param>
public sealed record ImageSelector(string? Tag, Digest? Digest);

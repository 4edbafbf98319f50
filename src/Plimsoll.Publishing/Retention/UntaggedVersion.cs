using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>An image without a tag, which some registries list.</summary>
/// <param name="Digest">The image.</param>
/// <param name="Time">When it last changed, such as losing its tag; <c>null</c> where the registry does not say.</param>
internal sealed record UntaggedVersion(Digest Digest, DateTimeOffset? Time);

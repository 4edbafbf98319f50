using Plimsoll.Oci.Images;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Receipts;

/// <summary>A tag of a receipt as it is now.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Mutability">Whether it may move.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Expected">What the receipt says that it names.</param>
/// <param name="Now">What it names, or <c>null</c>.</param>
internal sealed record VerifiedTag(string Tag, Mutability Mutability, TagState State, Digest Expected, Digest? Now);

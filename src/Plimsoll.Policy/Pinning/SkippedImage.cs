using Plimsoll.Oci;

namespace Plimsoll.Policy.Pinning;

/// <summary>An image that stays as it is.</summary>
/// <param name="Span">Its token.</param>
/// <param name="Image">The reference.</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Failure">What kind of failure it is; <c>null</c> where it is none.</param>
public sealed record SkippedImage(SourceSpan Span, string Image, string Reason, ErrorKind? Failure);

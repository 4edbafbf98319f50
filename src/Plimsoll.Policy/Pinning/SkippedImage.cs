using Plimsoll.Oci;

namespace Plimsoll.Policy.Pinning;

/// <summary>An image, or an action, that stays as it is.</summary>
/// <param name="Span">Its token.</param>
/// <param name="Image">The reference.</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Failure">The kind of failure; <c>null</c> where it is not a failure.</param>
public sealed record SkippedImage(SourceSpan Span, string Image, string Reason, ErrorKind? Failure)
{
    /// <summary>When the image with the new digest was first seen; <c>null</c> where that was not asked, or is unknown.</summary>
    public FirstSeen? FirstSeen { get; init; }
}

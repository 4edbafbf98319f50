namespace Plimsoll.Policy.Pinning;

/// <summary>An image that is pinned, or whose pin moves.</summary>
/// <param name="Span">Its token, before the change.</param>
/// <param name="Before">The reference before.</param>
/// <param name="After">The reference afterwards.</param>
public sealed record PinnedImage(SourceSpan Span, string Before, string After)
{
    /// <summary>When the image with the new digest was first seen; <c>null</c> where that was not asked, or is unknown.</summary>
    public FirstSeen? FirstSeen { get; init; }

    internal PinLocation? Place { get; init; }
}

namespace Plimsoll.Policy.Pinning;

/// <summary>An action that is pinned, or whose commit or version moves.</summary>
/// <param name="Span">Its token, before the change.</param>
/// <param name="Before">The reference before, with the version that a comment names: <c>OWNER/REPOSITORY@REF # v4</c>.</param>
/// <param name="After">The same afterwards.</param>
internal sealed record PinnedAction(SourceSpan Span, string Before, string After)
{
    /// <summary>When the commit was first seen; <c>null</c> where that was not asked, or is unknown.</summary>
    public FirstSeen? FirstSeen { get; init; }
}

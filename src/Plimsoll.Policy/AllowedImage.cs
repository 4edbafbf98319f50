namespace Plimsoll.Policy;

/// <summary>An image that is let through although a rule objects, with the reason and for a time (<c>policy.exceptions</c>).</summary>
/// <param name="Image">The image, with <c>*</c> and <c>?</c>: as the file writes it, or in full as <c>docker.io/library/postgres:16</c>.</param>
/// <param name="Reason">Why.</param>
public sealed record AllowedImage(string Image, string Reason)
{
    /// <summary>The rules that are waived; the default is none, which means all.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Who answers for it, or <c>null</c>.</summary>
    public string? Owner { get; init; }

    /// <summary>The last day on which it holds, or <c>null</c> for ever.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Globs of the files in which it holds, from the policy's root; the default is none, which means all.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Where it is written, or <c>null</c>.</summary>
    public SourceSpan? Span { get; init; }
}

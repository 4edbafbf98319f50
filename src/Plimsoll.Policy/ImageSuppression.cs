namespace Plimsoll.Policy;

/// <summary>Suppresses the findings about an image, for a reason and optionally for a time (<c>policy.exceptions</c>).</summary>
/// <param name="Image">The image, with <c>*</c> and <c>?</c>: as the file writes it, or in full as <c>docker.io/library/postgres:16</c>.</param>
/// <param name="Reason">Why.</param>
public sealed record ImageSuppression(string Image, string Reason)
{
    /// <summary>The rules whose findings are suppressed. The default is none, which means all.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Who is responsible for it, or <c>null</c>.</summary>
    public string? Owner { get; init; }

    /// <summary>The last day on which it applies. The default is <c>null</c>: it does not expire.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Globs of the files to which it applies, from the policy's root. The default is none, which means all.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Where it is written, or <c>null</c>.</summary>
    public SourceSpan? Span { get; init; }
}

using Plimsoll.Policy.Suppressions;

namespace Plimsoll.Policy;

/// <summary>
/// What a rule reports about one place in one file. Its texts quote the file as it is: pass them through
/// <see cref="Plimsoll.Tags.Hosts.LogText.Neutralize(string)"/> before they reach a terminal or a log.
/// </summary>
/// <param name="Rule">One of <see cref="Plimsoll.Policy.Rules.RuleNames"/>.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Message">What is wrong and why, in one sentence or two.</param>
/// <param name="Span">Exactly the token of the image or action: without quotes, without the key before it.</param>
/// <param name="Image">The image with its variables resolved where they can be, or the action; <c>null</c> where the finding is about a file.</param>
/// <param name="Advice">What to do next, or <c>null</c> where the message already says it.</param>
public sealed record Finding(string Rule, Severity Severity, string Message, SourceSpan Span, string? Image = null, string? Advice = null)
{
    /// <summary>The text around <see cref="Span"/>, or <c>null</c> where there is none.</summary>
    public SourceExcerpt? Excerpt { get; init; }

    /// <summary>
    /// 32 hexadecimal digits that stay the same where lines move: of the rule, the file, the image as written, and which of
    /// several equal ones it is. No two findings of a check share one. Empty before the check has ended.
    /// </summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Whether it was there before the change that is checked, and so is a note and not the change's fault.</summary>
    public bool WasThere { get; init; }

    /// <summary>Whether a production environment has the file that uses the image.</summary>
    internal bool IsProduction { get; init; }

    /// <summary>Why the finding is suppressed, or <c>null</c> where it is active.</summary>
    public Suppression? Suppression { get; init; }
}

using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Suppressions;

/// <summary>A comment that suppresses findings: <c># plimsoll:ignore mutable-tag until=2026-12-31 why</c>.</summary>
/// <param name="Line">The line whose findings it suppresses: its own, or the next with content where it stands alone.</param>
/// <param name="Rules">The rules that it suppresses; none means all.</param>
/// <param name="Until">The last day on which it holds, or <c>null</c> where it does not expire.</param>
/// <param name="Reason">Why, or <c>null</c> where it gives no reason.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Excerpt">The line around it.</param>
internal sealed record SuppressionComment(int Line, IReadOnlyList<string> Rules, DateOnly? Until, string? Reason, SourceSpan Span, SourceExcerpt Excerpt)
{
    // Of YAML, Dockerfiles, HCL and INI; of HCL, Bicep and JSON with comments; of templates; of XML, whose dashes are left out; of batch files.
    private static readonly string[] Openers = ["#", "//", "{{/", "/", ";", "<!", "::", "rem", "REM"];

    /// <summary>The comments of a file, whatever its kind of comment: <c>#</c>, <c>//</c>, <c>;</c>, <c>/* */</c>, <c>{{/* */}}</c>, <c>&lt;!-- --&gt;</c>, <c>::</c>, <c>rem</c>.</summary>
    public static IReadOnlyList<SuppressionComment> Parse(SourceText source)
    {
        if (!SuppressionMarker.MayStandIn(source.Text))
            return [];

        var comments = new List<SuppressionComment>();
        for (var number = 1; number <= source.LineCount; number++)
            if (Read(source, number) is { } comment)
                comments.Add(comment);
        return comments;
    }

    /// <summary>Why it suppresses nothing, or <c>null</c>.</summary>
    public SuppressionMistake? Mistake { get; private init; }

    private static SuppressionComment? Read(SourceText source, int number)
    {
        var line = source.Line(number).TrimEnd();
        if (!line.Contains("plimsoll", StringComparison.OrdinalIgnoreCase))
            return null;

        var marker = line.IndexOf(SuppressionMarker.Text, StringComparison.Ordinal);
        if (marker >= 0 && Opener(line[..marker]) is { } opener && SuppressionMarker.IsEndedBy(line[(marker + SuppressionMarker.Text.Length)..]))
        {
            var terms = SuppressionTerms.Parse(line[(marker + SuppressionMarker.Text.Length)..].ToString());
            var standsAlone = line[..opener].IsWhiteSpace();
            return Create(source, number, marker, standsAlone ? NextLine(source, number) : number, terms.Rules, terms.Until, terms.Reason) with { Mistake = terms.Mistake };
        }

        var text = line.ToString();
        return SuppressionMarker.FindMisspelt(text, start => Opener(text.AsSpan(0, start)) is not null) is { } misspelt
            ? Create(source, number, misspelt, number, [], null, null) with
            {
                Mistake = new SuppressionMistake(Severity.Warning, "This comment looks like a suppression, but is none.", $"Write it as {SuppressionMarker.Text} RULE until=YYYY-MM-DD REASON, or reword it."),
            }
            : null;
    }

    private static SuppressionComment Create(SourceText source, int number, int start, int line, IReadOnlyList<string> rules, DateOnly? until, string? reason)
    {
        var text = source.Line(number).TrimEnd();
        return new(line, rules, until, reason, new SourceSpan(source.Path, number, start + 1, number, text.Length + 1), new SourceExcerpt(text.ToString(), 1));
    }

    /// <summary>Where the comment starts that begins with the marker, or <c>null</c> where the marker is not in a comment.</summary>
    private static int? Opener(ReadOnlySpan<char> before)
    {
        var trimmed = before.TrimEnd(" \t-*");
        foreach (var opener in Openers)
            if (trimmed.EndsWith(opener, StringComparison.Ordinal) && (trimmed.Length == opener.Length || char.IsWhiteSpace(trimmed[^(opener.Length + 1)]) || !(opener == "#" || char.IsLetter(opener[0]))))
                return trimmed.Length - opener.Length;
        return null;
    }

    /// <summary>Whether the comment is about this finding of its file.</summary>
    public bool Covers(Finding finding) =>
        Mistake is null && finding.Span.StartLine <= Line && Line <= finding.Span.EndLine
        && (Rules.Count == 0 || Rules.Contains(finding.Rule, StringComparer.Ordinal));

    /// <summary>The next line that is neither empty nor another comment; several comments may stand above one line.</summary>
    private static int NextLine(SourceText source, int line)
    {
        for (var next = line + 1; next <= source.LineCount; next++)
        {
            var text = source.Line(next).Trim();
            if (text.Length > 0 && !text.StartsWith('#') && !text.StartsWith("//", StringComparison.Ordinal) && !text.StartsWith(';')
                && !text.StartsWith("::", StringComparison.Ordinal) && !text.StartsWith("rem ", StringComparison.OrdinalIgnoreCase)
                && !text.StartsWith("/*", StringComparison.Ordinal) && !text.StartsWith("{{/*", StringComparison.Ordinal) && !text.StartsWith("{{- /*", StringComparison.Ordinal)
                && !(text.StartsWith("<!--", StringComparison.Ordinal) && text.EndsWith("-->", StringComparison.Ordinal)))
                return next;
        }

        return line;
    }
}

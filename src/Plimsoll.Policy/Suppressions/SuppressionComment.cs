using System.Globalization;
using Plimsoll.Policy.Rules;
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
    private const string Marker = "plimsoll:ignore";

    // Of YAML, Dockerfiles, HCL and INI; of HCL, Bicep and JSON with comments; of templates.
    private static readonly string[] Openers = ["#", "//", "{{/", "/", ";"];

    /// <summary>The comments of a file, whatever its kind of comment: <c>#</c>, <c>//</c>, <c>;</c>, <c>/* */</c>, <c>{{/* */}}</c>.</summary>
    public static IReadOnlyList<SuppressionComment> Parse(SourceText source)
    {
        if (!source.Text.Contains(Marker, StringComparison.Ordinal))
            return [];

        var comments = new List<SuppressionComment>();
        for (var number = 1; number <= source.LineCount; number++)
        {
            var line = source.Line(number).TrimEnd();
            var marker = line.IndexOf(Marker, StringComparison.Ordinal);
            if (marker < 0 || Opener(line[..marker]) is not { } opener)
                continue;

            var words = line[(marker + Marker.Length)..];
            if (words.Length > 0 && !char.IsWhiteSpace(words[0]))
                continue;

            var (rules, until, reason) = Read(words.ToString());
            var standsAlone = line[..opener].IsWhiteSpace();
            comments.Add(new SuppressionComment(
                standsAlone ? NextLine(source, number) : number, rules, until, reason,
                new SourceSpan(source.Path, number, marker + 1, number, line.Length + 1), new SourceExcerpt(line.ToString(), 1)));
        }

        return comments;
    }

    /// <summary>Where the comment starts that begins with the marker, or <c>null</c> where the marker is not in a comment.</summary>
    private static int? Opener(ReadOnlySpan<char> before)
    {
        var trimmed = before.TrimEnd(" \t-*");
        foreach (var opener in Openers)
            if (trimmed.EndsWith(opener, StringComparison.Ordinal) && (trimmed.Length == opener.Length || char.IsWhiteSpace(trimmed[^(opener.Length + 1)]) || opener != "#"))
                return trimmed.Length - opener.Length;
        return null;
    }

    /// <summary>Whether the comment is about this finding of its file.</summary>
    public bool Covers(Finding finding) =>
        finding.Span.StartLine <= Line && Line <= finding.Span.EndLine
        && (Rules.Count == 0 || Rules.Contains(finding.Rule, StringComparer.Ordinal));

    private static (List<string> Rules, DateOnly? Until, string? Reason) Read(string words)
    {
        var (rules, until, reason) = (new List<string>(), (DateOnly?)null, new List<string>());
        foreach (var word in words.Replace("*/", " ", StringComparison.Ordinal).Replace("}}", " ", StringComparison.Ordinal).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (reason.Count == 0 && word.StartsWith("until=", StringComparison.Ordinal)
                && DateOnly.TryParseExact(word["until=".Length..].TrimEnd(','), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                until = day;
            else if (reason.Count == 0 && word.Split(',', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } names && names.All(RuleNames.IsRule))
                rules.AddRange(names);
            else
                reason.Add(word);
        }

        var text = string.Join(' ', reason).TrimStart('-', ':', '–', '—', ' ');
        return (rules, until, text.Length == 0 ? null : text);
    }

    /// <summary>The next line that is neither empty nor another comment; several comments may stand above one line.</summary>
    private static int NextLine(SourceText source, int line)
    {
        for (var next = line + 1; next <= source.LineCount; next++)
        {
            var text = source.Line(next).Trim();
            if (text.Length > 0 && !text.StartsWith('#') && !text.StartsWith("//", StringComparison.Ordinal) && !text.StartsWith(';')
                && !text.StartsWith("/*", StringComparison.Ordinal) && !text.StartsWith("{{/*", StringComparison.Ordinal) && !text.StartsWith("{{- /*", StringComparison.Ordinal))
                return next;
        }

        return line;
    }
}

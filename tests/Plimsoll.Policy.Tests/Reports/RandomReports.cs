using CsCheck;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Rules;
using Plimsoll.Policy.Suppressions;

namespace Plimsoll.Policy.Tests.Reports;

/// <summary>Outcomes of checks whose texts try everything that a file of a pull request could hold.</summary>
internal static class RandomReports
{
    private static readonly string[] Pieces =
    [
        "a", "nginx:latest", " ", "  ", "\t", "\n", "\r", "\r\n", "\0", "\b", "\e[31m", "\u009B2J", "\u007F", "\u0085", "\u2028", "\u2029", "\u202E", "\u200B",
        "\uD83D", "\uDE00", "😀", "é", "\uFFFE", "\uFFFF", "\uFEFF", "##vso[task.complete result=Succeeded]", "##[error]", "##", "#", "##teamcity[x]", "::error::x", "::set-output name=a::b", ":", "::",
        "%", "%25", "%0A", "%0D", "%3A", "%2C", "%AZP25", "%3B", "%5D", ";", ",", "=", "]", "[", "](http://e.example)", "![x](y)", "|", "`", "```", "<script>", "<!--", "]]>", "<![CDATA[", "&amp;", "&#124;",
        "\"", "'", "\\", "\\u0023", "/", "$(id)", "${{ x }}", "{0}", "www.e.example", "@team", "-->", "\u0300",
    ];

    /// <summary>Text of several of them, at times none.</summary>
    public static Gen<string> Text { get; } = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 8].Select(string.Concat);

    /// <summary>A relative path; the names of files hold anything but NUL.</summary>
    private static Gen<string> File { get; } = Text.Select(text => text.Replace("\0", "", StringComparison.Ordinal).TrimStart('/')).Where(text => text.Length > 0);

    private static Gen<SourceSpan> Span { get; } =
        Gen.Select(File, Gen.Int[1, 5000], Gen.Int[1, 300], Gen.Int[0, 2], Gen.Int[0, 80], (file, line, column, lines, length) => new SourceSpan(file, line, column, line + lines, column + length));

    private static Gen<Suppression?> Suppressed { get; } =
        Gen.Select(Gen.Int[0, 5], Text, Gen.Bool, (kind, reason, hasReason) => kind > 2 ? null : new Suppression((SuppressionKind)kind, hasReason ? reason : null));

    private static Gen<Finding> Finding { get; } =
        Gen.Select(Gen.Int[0, RuleNames.ForFiles.Count - 1].Select(i => RuleNames.ForFiles[i]), Gen.Enum<Severity>(), Text, Span, Gen.Select(Text, Text, Gen.Int[0, 3]), Suppressed, (rule, severity, message, span, texts, suppression) =>
            new Finding(rule, severity, message, span, texts.Item3 % 2 == 0 ? texts.Item1 : null, texts.Item3 > 1 ? texts.Item2 : null) { Suppression = suppression, Excerpt = new SourceExcerpt(texts.Item1, 1) });

    /// <summary>An outcome with up to 40 findings, in files of which some have none.</summary>
    public static Gen<CheckResult> Result { get; } =
        Gen.Select(Finding.Array[0, 40], File.Array[0, 3], (findings, clean) => Of(findings, clean));

    /// <summary>An outcome with findings that differ in their numbers only.</summary>
    public static CheckResult Many(int errors, int warnings = 0, int notes = 0) => Of(
        [
            .. Enumerable.Range(0, notes).Select(i => One(Severity.Note, i)),
            .. Enumerable.Range(0, warnings).Select(i => One(Severity.Warning, i)),
            .. Enumerable.Range(0, errors).Select(i => One(Severity.Error, i)),
        ], []);

    private static Finding One(Severity severity, int number) =>
        new(RuleNames.MutableTag, severity, $"'nginx:{number}' uses the tag '{number}', which can move to another image.", new SourceSpan($"deploy/{number % 100}.yaml", (number / 100) + 1, 8, (number / 100) + 1, 15), $"nginx:{number}", "Name a version.");

    private static CheckResult Of(Finding[] findings, string[] clean)
    {
        var marked = findings.Select((finding, i) => finding with { Fingerprint = i.ToString("x32") }).ToList();
        var paths = marked.Select(finding => finding.Span.File).Concat(clean).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new CheckResult(marked, [], paths.Count) { Paths = paths };
    }
}

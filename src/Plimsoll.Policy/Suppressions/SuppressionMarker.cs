using System.Text.RegularExpressions;
using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Suppressions;

/// <summary>The words that make a comment a suppression, and how they are misspelt.</summary>
internal static partial class SuppressionMarker
{
    /// <summary>The words themselves.</summary>
    public const string Text = "plimsoll:ignore";

    // What other tools call it.
    private static readonly string[] OtherVerbs = ["disable", "suppress", "skip", "allow", "exclude", "noqa", "nolint"];

    /// <summary>Whether a text may hold the words or a misspelling of them.</summary>
    public static bool MayStandIn(string text) => text.Contains("plimsoll", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether what stands behind the words ends them.</summary>
    public static bool IsEndedBy(ReadOnlySpan<char> rest) =>
        rest.IsEmpty || char.IsWhiteSpace(rest[0]) || rest.StartsWith("*/") || rest.StartsWith("}}") || rest.StartsWith("-->");

    /// <summary>Where a comment starts with nearly the words, or <c>null</c>.</summary>
    /// <param name="line">A line that does not have the words themselves.</param>
    /// <param name="isStart">Whether a comment starts at an offset.</param>
    public static int? FindMisspelt(string line, Func<int, bool> isStart)
    {
        foreach (Match match in NearMarker().Matches(line))
            if (IsMeant(match, line) && isStart(match.Index))
                return match.Index;
        return null;
    }

    private static bool IsMeant(Match match, string line)
    {
        var (separator, verb) = (match.Groups["separator"].Value, match.Groups["verb"].Value.ToLowerInvariant());
        var distance = EditDistance.Compute(verb, "ignore");
        if (!separator.Any(char.IsWhiteSpace))
            return distance <= 2 || OtherVerbs.Contains(verb, StringComparer.Ordinal);

        // With white space it may be a sentence about the tool.
        if (distance > 1 || verb is "ignores" or "ignored")
            return false;

        var next = line[(match.Index + match.Length)..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return !separator.All(char.IsWhiteSpace) || next is null || RuleSpelling.IsMeant(next) || next.StartsWith("until", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"\bplimsoll(?<separator>\s*[-:/_=.]\s*|\s+)(?<verb>[a-z]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NearMarker();
}

using System.Text.RegularExpressions;

namespace Plimsoll.Policy.Rules;

/// <summary>Tells words that are meant as rules from other words.</summary>
internal static partial class RuleSpelling
{
    /// <summary>Whether a word looks like the name of a rule: lower case with hyphens, or nearly one of the names.</summary>
    public static bool IsMeant(string word) => RuleNames.IsRule(word) || word.Contains('*') || HyphenatedWord().IsMatch(word) || Nearest(word) is not null;

    /// <summary>The rule with nearly this name, or <c>null</c>.</summary>
    public static string? Nearest(string word)
    {
        var name = word.ToLowerInvariant().Replace('_', '-');
        var farthest = name.Contains('-') ? 3 : 1;
        return RuleNames.ForFiles
            .Where(rule => Math.Abs(rule.Length - name.Length) <= farthest)
            .Select(rule => (Rule: rule, Distance: EditDistance.Compute(name, rule)))
            .Where(candidate => candidate.Distance <= farthest)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Rule)
            .FirstOrDefault();
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)+$")]
    private static partial Regex HyphenatedWord();
}

using System.Globalization;

namespace Plimsoll.MetadataAction;

/// <summary><c>type=match</c>: what a pattern finds in the git tag. It takes <c>latest</c> along, prerelease or not.</summary>
internal static class MatchRule
{
    public static void Derive(TagRuleLine rule, RuleDerivation derivation)
    {
        if (VersionText.Source(rule, derivation) is not { } text)
            return;

        var pattern = rule["pattern"]!;
        var group = rule["group"]!;
        if (JavaScriptRegex.Parse(pattern).Match(text) is not { } found)
            derivation.Warn($"{pattern} does not match {text}.");
        else if (Index(group) is { } index && index < found.Count && found[index] is { } value)
            derivation.Add(rule, value, isLatest: true);
        else
            derivation.Warn($"Group {group} does not exist for {pattern} pattern.");
    }

    /// <summary>A group by its number as JavaScript writes it: <c>01</c> or <c>1.0</c> are numbers, but the names of no group.</summary>
    private static int? Index(string group) =>
        int.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index.ToString(CultureInfo.InvariantCulture) == group ? index : null;
}

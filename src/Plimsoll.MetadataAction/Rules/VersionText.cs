using Plimsoll.MetadataAction.Expressions;
using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Rules;

/// <summary>Where the rules for versions take one from: the attribute <c>value</c>, else the git tag, and of that what <c>match</c> finds.</summary>
internal static class VersionText
{
    /// <returns><c>null</c> where the rule has nothing to do with this ref.</returns>
    public static string? Find(TagRuleLine rule, RuleDerivation derivation)
    {
        var text = FindSource(rule, derivation);
        if (text is null || rule["match"] is not { Length: > 0 } match)
            return text?.Replace('/', '-');

        // Where it is not found, the text goes on as it is.
        if (JavaScriptRegex.FromPattern(match).Match(text) is not { } found)
            derivation.Warn($"{match} does not match {text}.");
        else if (found.Count > 1 && found[1] is { } group)
            text = group;
        else
            throw PlimsollException.Usage($"The pattern {match} has no capture group for the version.", "Put parentheses around the version, as in v(.*).");
        return text.Replace('/', '-');
    }

    /// <summary>The attribute <c>value</c>, else the git tag, else <c>null</c>.</summary>
    public static string? FindSource(TagRuleLine rule, RuleDerivation derivation) =>
        rule["value"] is { Length: > 0 } value ? derivation.Expressions.Expand(value) : WorkflowReference.Tag(derivation.Context);
}

namespace Plimsoll.Policy.Rules;

/// <summary>
/// An action, or a reusable workflow, is named by a whole commit, because its tags and branches can move to other code. Off, unless
/// the policy sets a severity.
/// </summary>
internal static class UnpinnedActionRule
{
    /// <summary>Checks one action; <c>null</c> where it is pinned, and where the rule is off.</summary>
    public static Finding? Check(ActionUse use, ImagePolicy policy, FileRules rules)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Levels.GetSeverity(RuleNames.UnpinnedAction, null) is not { } severity || use.Reference?.IsCommit == true)
            return null;

        var shown = $"'{ImageRules.Shorten(use.Text)}'";
        if (use.IsUnresolved)
            return UnresolvedRule.DefaultSeverity(policy) is not { } unresolved || rules.Levels.GetSeverity(RuleNames.Unresolved, unresolved) is not { } level ? null
                : Create(RuleNames.Unresolved, level, $"{shown} cannot be resolved: an expression puts a part of it in, which GitHub does not accept behind 'uses'.", "Write the action and its commit as they are.");

        return use.Reference is { } action
            ? Create(RuleNames.UnpinnedAction, severity,
                action.IsAbbreviatedCommit ? $"{shown} has an abbreviated commit, '{action.Ref}', which a tag or a branch can also be named." : $"{shown} refers to '{action.Ref}', a tag or a branch, which can move to other code.",
                $"Use a whole commit, with the version in a comment: {ImageRules.Shorten((action with { Ref = "COMMIT" }).ToString())} # {(action.IsAbbreviatedCommit ? "VERSION" : ImageRules.Shorten(action.Ref))} ('plimsoll pin' does this).")
            : Create(RuleNames.UnpinnedAction, severity, $"{shown} names no commit, and is not a reference to an action that GitHub accepts.", "Write it as OWNER/REPOSITORY[/PATH]@COMMIT.");

        Finding Create(string rule, Severity ofRule, string message, string advice) => new(rule, ofRule, message, use.Span, use.Text, advice) { Excerpt = use.Excerpt };
    }
}

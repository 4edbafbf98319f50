namespace Plimsoll.Policy.Rules;

/// <summary>Which severity the rules have by a policy as it is configured.</summary>
internal static class EffectiveRules
{
    /// <summary>The severity of a rule in the files of an environment; <c>null</c> where it is off.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="environment">The environment, or <c>null</c> for files of none.</param>
    public static Severity? GetSeverity(RuleDescription rule, ImagePolicy policy, EnvironmentPaths? environment)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(policy);
        var (profile, levels, _) = FileRules.Of(policy, environment);
        return rule.Name switch
        {
            RuleNames.UnknownRegistry when policy.Registries.Count == 0 => null,
            RuleNames.Unresolved => UnresolvedRule.DefaultSeverity(policy) is { } severity ? levels.GetSeverity(rule.Name, severity) : null,
            RuleNames.MissingEvidence when environment is not { RequiresEvidence: true } => null,
            _ => levels.GetSeverity(rule.Name, rule.Severities.For(profile)),
        };
    }
}

using Plimsoll.Oci;

namespace Plimsoll.MetadataAction;

/// <summary>Derives tags by rules of docker/metadata-action.</summary>
public static class RuleEvaluator
{
    /// <summary>Derives what the rules give, in their order.</summary>
    /// <exception cref="PlimsollException">An expression or pattern of a rule cannot be used (exit code 2).</exception>
    public static MetadataVersion Evaluate(IReadOnlyList<TagRuleLine> rules, Flavor flavor, Plimsoll.Tags.Context.WorkflowContext context)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(flavor);
        ArgumentNullException.ThrowIfNull(context);
        var derivation = new RuleDerivation(flavor, context);
        foreach (var rule in rules)
            if (IsEnabled(rule, derivation))
                Derive(rule, derivation);
        return derivation.ToVersion();
    }

    private static bool IsEnabled(TagRuleLine rule, RuleDerivation derivation) => derivation.Expressions.Expand(rule["enable"]!) switch
    {
        "true" => true,
        "false" => false,
        var other => throw PlimsollException.Usage($"Invalid value for enable attribute: {other}"),
    };

    private static void Derive(TagRuleLine rule, RuleDerivation derivation)
    {
        switch (rule.Type)
        {
            case RuleType.Schedule:
                ScheduleRule.Derive(rule, derivation);
                break;
            case RuleType.Semver:
                SemverRule.Derive(rule, derivation);
                break;
            case RuleType.Pep440:
                Pep440Rule.Derive(rule, derivation);
                break;
            case RuleType.Match:
                MatchRule.Derive(rule, derivation);
                break;
            case RuleType.Edge:
                EdgeRule.Derive(rule, derivation);
                break;
            case RuleType.Ref:
                RefRule.Derive(rule, derivation);
                break;
            case RuleType.Raw:
                RawRule.Derive(rule, derivation);
                break;
            case RuleType.Sha:
                ShaRule.Derive(rule, derivation);
                break;
        }
    }
}

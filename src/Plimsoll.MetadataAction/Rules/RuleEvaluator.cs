using Plimsoll.MetadataAction.Inputs;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.MetadataAction.Rules;

/// <summary>Derives tags from rules of docker/metadata-action.</summary>
internal static class RuleEvaluator
{
    /// <summary>Evaluates the rules in the given order.</summary>
    /// <exception cref="PlimsollException">An expression or pattern of a rule cannot be used (exit code 2).</exception>
    public static MetadataVersion Evaluate(IReadOnlyList<TagRuleLine> rules, Flavor flavor, WorkflowContext context)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(flavor);
        ArgumentNullException.ThrowIfNull(context);
        var derivation = new RuleDerivation(flavor, context);
        foreach (var rule in rules)
            if (IsEnabled(rule, derivation))
                RuleTypes.Derive(rule, derivation);
        return derivation.ToVersion();
    }

    private static bool IsEnabled(TagRuleLine rule, RuleDerivation derivation) => derivation.Expressions.Expand(rule["enable"]!) switch
    {
        "true" => true,
        "false" => false,
        var other => throw PlimsollException.Usage($"Invalid value for enable attribute: {other}"),
    };
}

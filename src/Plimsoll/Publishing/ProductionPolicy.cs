using Plimsoll.Policy;
using Plimsoll.Policy.Rules;
using Plimsoll.Tags;
using Plimsoll.Versioning;

namespace Plimsoll.Publishing;

/// <summary>Judges the tags of a build before anything is sent: production takes only what cannot move.</summary>
public static class ProductionPolicy
{
    /// <summary>Checks a plan.</summary>
    /// <exception cref="PlimsollException">
    /// A moving tag other than the environment's own pointer would be published to production; the message names each
    /// such tag, the rule and what to do (exit code 3).
    /// </exception>
    public static void Check(TagPlan plan, BuildContext context, TagRules rules, ImagePolicy policy)
    {
        if (!rules.IsProduction || context.Environment is not { } environment)
            return;

        var refusals = plan.Tags
            .Where(tag => tag.Strategy != StrategyNames.Environment)
            .Select(tag => MutableTagRule.CheckPlanned(tag.Value, tag.Mutability, environment, policy))
            .OfType<TagRefusal>()
            .ToList();
        if (refusals.Count > 0)
            throw new PlimsollException(ExitCode.PolicyViolation, string.Join('\n', refusals.Select(refusal => refusal.Message)), refusals[0].Advice);
    }
}

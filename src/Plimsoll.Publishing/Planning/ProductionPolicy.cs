using Plimsoll.Oci;
using Plimsoll.Policy;
using Plimsoll.Policy.Rules;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Planning;

/// <summary>Judges the tags of a build before anything is sent: production takes only what cannot move.</summary>
internal static class ProductionPolicy
{
    /// <summary>Checks a plan.</summary>
    /// <exception cref="PlimsollException">
    /// A moving tag other than the environment's own pointer would be published to production; the message names each
    /// such tag, the rule and what to do (exit code 3).
    /// </exception>
    public static void Check(TagPlan plan, BuildContext context, TagRules rules, ImagePolicy policy) =>
        Throw(Judge(plan, context, rules, policy));

    /// <summary>What the policy has against a plan; nothing where it may be carried out.</summary>
    public static IReadOnlyList<TagRefusal> Judge(TagPlan plan, BuildContext context, TagRules rules, ImagePolicy policy) =>
        rules.IsProduction && context.Environment is { } environment
            ? [.. plan.Tags
                .Where(tag => tag.Strategy != StrategyNames.Environment)
                .Select(tag => MutableTagRule.CheckPlanned(tag.Value, tag.Mutability, environment, policy))
                .OfType<TagRefusal>()]
            : [];

    /// <summary>Throws where the policy has anything against a plan.</summary>
    /// <exception cref="PlimsollException">It has (exit code 3).</exception>
    public static void Throw(IReadOnlyList<TagRefusal> refusals)
    {
        if (refusals.Count > 0)
            throw new PlimsollException(ErrorKind.Policy, string.Join('\n', refusals.Select(refusal => refusal.Message)), refusals[0].Advice);
    }
}

using Plimsoll.MetadataAction.Templates;

namespace Plimsoll.MetadataAction;

/// <summary><c>type=schedule</c>: a tag of scheduled runs. Its pattern knows dates and nothing else.</summary>
internal static class ScheduleRule
{
    public static void Derive(TagRuleLine rule, RuleDerivation derivation)
    {
        if (derivation.Context.EventName.Contains("schedule", StringComparison.Ordinal))
            derivation.Add(rule, Template.Parse(rule["pattern"]!).Render(derivation.Expressions.Dates), isLatest: false);
    }
}

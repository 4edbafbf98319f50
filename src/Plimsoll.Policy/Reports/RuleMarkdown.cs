using System.Text;
using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Reports;

/// <summary>The documentation of a rule in Markdown, as the help of a result in SARIF.</summary>
internal static class RuleMarkdown
{
    public static string Format(RuleDescription rule)
    {
        var text = new StringBuilder();
        text.Append(rule.Description);
        if (rule.Condition is { } condition)
            text.Append(' ').Append(condition);
        text.Append("\n\n**Why.** ").Append(rule.Why);
        text.Append("\n\n**How to fix.** ").Append(rule.HowToFix);
        foreach (var example in rule.Examples)
            text.Append("\n\n```diff\n- ").Append(example.Refused).Append("\n+ ").Append(example.Instead).Append("\n```");
        return text.Append('\n').ToString();
    }
}

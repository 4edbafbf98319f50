using Plimsoll.Policy;
using Plimsoll.Policy.Rules;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll policy list</c>.</summary>
/// <param name="SchemaVersion">The version of this format.</param>
/// <param name="Rules">All rules.</param>
internal sealed record RuleList(int SchemaVersion, IReadOnlyList<RuleListEntry> Rules)
{
    public static RuleList Create(ImagePolicy policy) => new(1,
    [
        .. RuleText.Rules.Select(rule =>
        {
            var general = EffectiveRules.GetSeverity(rule, policy, environment: null);
            var severities = policy.Environments.DistinctBy(environment => environment.Name).ToDictionary(environment => environment.Name, environment => EffectiveRules.GetSeverity(rule, policy, environment));
            return new RuleListEntry(
                rule.Name, rule.Title, general is not null || severities.Values.Any(severity => severity is not null), rule.Condition,
                RuleText.NameOf(general), severities.ToDictionary(severity => severity.Key, severity => RuleText.NameOf(severity.Value)));
        }),
    ]);

    public string ToJson() => CliJson.Write(this, CliJson.Default.RuleList);

    /// <summary>A line for each rule.</summary>
    public IEnumerable<string> ToLines(TableStyle style)
    {
        var environments = Rules[0].Environments.Keys.ToList();
        var table = new TextTable(["RULE", "ON", "FILES", .. environments.Select(name => name.ToUpperInvariant()), "DESCRIPTION"]);
        foreach (var rule in Rules)
            table.Add([rule.Name, rule.On ? "yes" : "no", rule.Severity, .. environments.Select(name => rule.Environments[name]), rule.Title]);
        return table.Lines(style);
    }
}

using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll version --all-components</c>.</summary>
internal sealed record ComponentVersionList(int SchemaVersion, IReadOnlyList<ComponentVersionEntry> Components, IReadOnlyList<string> Warnings)
{
    public string ToJson() => CliJson.Write(this, CliJson.Default.ComponentVersionList);

    /// <summary>One component per line: name, version, and <c>changed</c> or <c>unchanged</c>.</summary>
    public IEnumerable<string> ToLines() => Components.Select(component => LogText.Neutralize($"{component.Name} {component.Version} {DescribeChange(component)}"));

    /// <summary>The same with the reasons.</summary>
    public IEnumerable<string> ToExplanation(TableStyle style)
    {
        var table = new TextTable(["COMPONENT", "VERSION", "CHANGED", "REASON"]);
        foreach (var component in Components)
            table.Add(component.Name, component.Version, DescribeChange(component), component.Reason);
        return table.Lines(style);
    }

    private static string DescribeChange(ComponentVersionEntry component) => component.IsChanged ? "changed" : "unchanged";
}

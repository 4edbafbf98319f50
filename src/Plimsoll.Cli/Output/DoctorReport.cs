using Plimsoll.Publishing.Diagnosis;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll doctor</c>.</summary>
internal sealed record DoctorReport(int SchemaVersion, bool Complete, IReadOnlyList<DoctorEntry> Items)
{
    public static DoctorReport Create(DiagnosisReport report) => new(
        1,
        report.IsComplete,
        [.. report.Items.Select(item => new DoctorEntry(item.Area, item.State.ToString().ToLowerInvariant(), item.Text, item.Advice))]);

    public string ToJson() => CliJson.Write(this, CliJson.Default.DoctorReport);

    /// <summary>A line for each item, and below what does not work what to do.</summary>
    public IEnumerable<string> ToLines(TableStyle style)
    {
        var table = new TextTable("STATE", "WHAT", "FOUND");
        foreach (var item in Items)
        {
            table.Add(item.State == "unused" ? "-" : item.State, item.Area, item.Text.ReplaceLineEndings(" "));
            foreach (var (index, line) in (item.Advice?.ReplaceLineEndings("\n").Split('\n') ?? []).Index())
                table.Add("", "", $"{(index == 0 ? "→" : " ")} {line}");
        }

        return table.Lines(style, withHeader: false);
    }
}

using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Reports;

/// <summary>A promotion or a rollback for readers, before it is carried out.</summary>
public static class MoveLines
{
    /// <summary>A row a tag: what is done, and before → after; then the tags that stay, and what is held.</summary>
    public static IEnumerable<string> Of(PreparedMove prepared)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var table = new TextTable("ACTION", "TAG", "DIGEST");
        foreach (var change in prepared.Plan.Changes)
            table.Add(PlanLines.FormatName(change.Action), change.Tag.Value, change.Action == TagAction.Move ? $"{change.Before} → {change.After}" : change.After.ToString());
        foreach (var left in prepared.Left)
            table.Add("leave", left.Tag, left.Reason);
        if (prepared.Hold is { } hold)
            table.Add("hold", hold.Version ?? "-", hold.Digest.ToString());
        return table.Lines();
    }

    /// <summary>What is about to be done, in one line.</summary>
    public static string TitleOf(PreparedMove prepared)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        return prepared switch
        {
            { Kind: ReceiptKind.Promote } => $"promote {prepared.From} to '{prepared.Environment}' in {prepared.Plan.Destination}",
            { Plan.HasChanges: true } => $"roll '{prepared.Environment}' back to {prepared.Plan.Image}{(prepared.Version is { } version ? $" ({version})" : "")} in {prepared.Plan.Destination}",
            _ => $"'{prepared.Environment}' has {prepared.Plan.Image} already",
        };
    }
}

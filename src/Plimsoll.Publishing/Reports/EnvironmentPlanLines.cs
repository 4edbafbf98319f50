using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Reports;

/// <summary>A promotion or a rollback for readers, before it is carried out.</summary>
internal static class EnvironmentPlanLines
{
    /// <summary>A row a tag: what is done, and before → after; then the tags that stay, and what is held. Of several images each below its name.</summary>
    public static IEnumerable<string> Format(EnvironmentPlan plan, TableStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Images is [var only]
            ? Format(only, style)
            : plan.Images.SelectMany((image, index) => (IEnumerable<string>)[.. index == 0 ? Array.Empty<string>() : [""], LogText.Neutralize(FormatTitle(image)), .. Format(image, style)]);
    }

    /// <summary>What is about to be done, in one line.</summary>
    public static string FormatTitle(EnvironmentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var destinations = string.Join(", ", plan.Images.Select(image => image.Destination));
        return plan switch
        {
            { Images: [var only] } => FormatTitle(only),
            { Kind: ReceiptKind.Promote } => $"promote {plan.Images.Count} images to '{plan.Environment}': {destinations}",
            _ => $"roll back {plan.Images.Count} images in '{plan.Environment}': {destinations}",
        };
    }

    private static IEnumerable<string> Format(EnvironmentImagePlan plan, TableStyle? style)
    {
        var table = new TextTable("ACTION", "TAG", "DIGEST");
        foreach (var change in plan.Tags)
            table.Add(PlanLines.FormatName(change.Action), change.Tag.Value, change.Action == TagAction.Move ? $"{change.Before} → {change.After}" : change.After.ToString());
        foreach (var left in plan.Kept)
            table.Add("leave", left.Tag, left.Reason);
        if (plan.Hold is { } hold)
            table.Add("hold", hold.Version ?? "-", hold.Digest.ToString());
        return table.Lines(style);
    }

    private static string FormatTitle(EnvironmentImagePlan plan) => plan switch
    {
        { Kind: ReceiptKind.Promote } => $"promote {plan.From} to '{plan.Environment}' in {plan.Destination}",
        { HasChanges: true } => $"roll '{plan.Environment}' back to {plan.Image}{(plan.Version is { } version ? $" ({version})" : "")} in {plan.Destination}",
        _ => $"'{plan.Environment}' already has {plan.Image}",
    };
}

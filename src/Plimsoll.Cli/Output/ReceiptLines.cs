using Plimsoll.Hosts;
using Plimsoll.Publishing;
using Plimsoll.Tags;

namespace Plimsoll.Cli.Output;

/// <summary>A receipt as text: what became of each tag.</summary>
internal static class ReceiptLines
{
    public static IEnumerable<string> Of(Receipt receipt)
    {
        // What no tag names is named by its digest.
        if (receipt.Tags.Count == 0 && receipt.Digest is { } digest)
            return [LogText.Neutralize($"{receipt.Destination}{(receipt.Destination.StartsWith("oci:", StringComparison.Ordinal) ? ':' : '@')}{digest}{(receipt.Platform is null ? "" : $"  {receipt.Platform}")}")];

        var table = new TextTable(["TAG", "", "DIGEST"]);
        foreach (var tag in receipt.Tags)
            table.Add($"{receipt.Destination}:{tag.Tag}", Word(tag.Action), tag.Action == TagAction.Move ? $"{tag.After} (was {tag.Before})" : tag.After.ToString());
        return table.Lines().Skip(1);
    }

    private static string Word(TagAction action) => action switch
    {
        TagAction.Create => "created",
        TagAction.Move => "moved",
        TagAction.Keep => "kept",
        _ => "unchanged",
    };
}

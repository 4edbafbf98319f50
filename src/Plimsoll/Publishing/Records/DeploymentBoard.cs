using Plimsoll.Images;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Records;

/// <summary>How an environment stands to what was shipped.</summary>
public enum Drift
{
    /// <summary>It has what was shipped last of this image, anywhere.</summary>
    Current,

    /// <summary>Another image was shipped elsewhere since.</summary>
    Behind,

    /// <summary>Its tag names another image than the receipt says: somebody moved it without a receipt.</summary>
    Moved,

    /// <summary>Its tag is gone.</summary>
    Missing,
}

/// <summary>What an environment runs of an image, by the newest receipt of the two.</summary>
/// <param name="Image">The image's name without tag.</param>
/// <param name="Environment">The environment, or <c>null</c> for what was published for none.</param>
/// <param name="Recorded">The receipt.</param>
/// <param name="Digest">What the environment has by the receipt, or <c>null</c>.</param>
/// <param name="Drift">How that stands to the rest.</param>
/// <param name="Newest">What was shipped last of the image, anywhere.</param>
/// <param name="Now">What the environment's tag names, where it was asked for and names another image.</param>
public sealed record DeploymentCell(string Image, string? Environment, RecordedReceipt Recorded, Digest? Digest, Drift Drift, Receipt Newest, Digest? Now);

/// <summary>Who runs what: images by environments, as the receipts tell it.</summary>
/// <param name="Images">The rows.</param>
/// <param name="Environments">The columns, those of production last; <c>null</c>, first, stands for what was published for no environment.</param>
/// <param name="Cells">Those that there are.</param>
public sealed record DeploymentBoard(IReadOnlyList<string> Images, IReadOnlyList<string?> Environments, IReadOnlyList<DeploymentCell> Cells)
{
    /// <summary>Makes the board.</summary>
    /// <param name="receipts">The receipts, newest first.</param>
    /// <param name="look">Tells what a tag of an image names now; <c>null</c> where nobody is to be asked.</param>
    public static async Task<DeploymentBoard> CreateAsync(IReadOnlyList<RecordedReceipt> receipts, Func<Receipt, string, Task<Digest?>>? look)
    {
        var cells = new List<DeploymentCell>();
        foreach (var image in receipts.GroupBy(recorded => recorded.Receipt.Destination, StringComparer.Ordinal).OrderBy(image => image.Key, StringComparer.Ordinal))
            foreach (var environment in image.GroupBy(recorded => recorded.Receipt.Environment, StringComparer.Ordinal))
                cells.Add(await CellAsync(environment.First(), image.First().Receipt, look));

        return new DeploymentBoard(
            [.. cells.Select(cell => cell.Image).Distinct(StringComparer.Ordinal)],
            [.. cells.Select(cell => cell.Environment).Distinct(StringComparer.Ordinal)
                .OrderBy(name => name is null ? 0 : TagRules.IsProductionName(name) ? 2 : 1)
                .ThenBy(name => name, StringComparer.Ordinal)],
            cells);
    }

    /// <summary>The cell of an image and an environment, or <c>null</c>.</summary>
    public DeploymentCell? Find(string image, string? environment) => Cells.FirstOrDefault(cell => cell.Image == image && cell.Environment == environment);

    /// <summary>The same with one environment alone; how it stands to the others stays.</summary>
    public DeploymentBoard Only(string environment)
    {
        var cells = Cells.Where(cell => cell.Environment == environment).ToList();
        return new DeploymentBoard([.. cells.Select(cell => cell.Image)], cells.Count > 0 ? [environment] : [], cells);
    }

    private static async Task<DeploymentCell> CellAsync(RecordedReceipt recorded, Receipt newest, Func<Receipt, string, Task<Digest?>>? look)
    {
        var receipt = recorded.Receipt;
        var pointer = receipt.Tags.FirstOrDefault(tag => tag.Strategy == StrategyNames.Environment);
        var digest = pointer?.After ?? receipt.Digest;
        var now = pointer is not null && look is not null ? await look(receipt, pointer.Tag) : digest;
        var drift = now is null && digest is not null ? Drift.Missing
            : now != digest ? Drift.Moved
            : digest != (newest.Digest ?? digest) ? Drift.Behind
            : Drift.Current;
        return new DeploymentCell(receipt.Destination, receipt.Environment, recorded, digest, drift, newest, now == digest ? null : now);
    }
}

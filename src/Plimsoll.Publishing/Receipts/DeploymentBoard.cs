using Plimsoll.Oci.Images;
using Plimsoll.Tags;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Receipts;

/// <summary>Who runs what: images by environments, as the receipts tell it.</summary>
/// <param name="Images">The rows.</param>
/// <param name="Environments">The columns, those of production last; <c>null</c>, first, stands for what was published for no environment.</param>
/// <param name="Cells">Those that there are.</param>
internal sealed record DeploymentBoard(IReadOnlyList<string> Images, IReadOnlyList<string?> Environments, IReadOnlyList<DeployedImage> Cells)
{
    /// <summary>Makes the board.</summary>
    /// <param name="receipts">The receipts, newest first.</param>
    /// <param name="look">Tells what a tag of an image names now; <c>null</c> where nobody is to be asked.</param>
    /// <param name="order">The order of environments; the default is by name, production last.</param>
    /// <param name="holds">The holds that are in force, the newest first; the default is none.</param>
    public static async Task<DeploymentBoard> CreateAsync(
        IReadOnlyList<RecordedReceipt> receipts, Func<ImageReceipt, string, Task<Digest?>>? look, IComparer<string>? order = null, IReadOnlyList<Hold>? holds = null)
    {
        var dirty = receipts.Select(recorded => recorded.Receipt).Where(receipt => receipt.Dirty).Select(Held).OfType<Digest>().ToHashSet();
        var cells = new List<DeployedImage>();
        // What no tag names was shipped nowhere yet.
        var tagged = receipts.Where(recorded => recorded.Receipt.Tags.Count > 0).ToList();
        var rows = BoardRows.MapDestinations([.. tagged.Select(recorded => recorded.Receipt)]);
        foreach (var image in tagged.GroupBy(recorded => rows[recorded.Receipt.Destination], StringComparer.Ordinal).OrderBy(image => image.Key, StringComparer.Ordinal))
        {
            var shipped = image.GroupBy(recorded => (recorded.Receipt.Destination, recorded.Receipt.Environment)).OrderBy(cell => cell.Key.Destination, StringComparer.Ordinal).Select(Shipped).ToList();
            var newest = Newest(shipped, [.. image]);
            foreach (var recorded in shipped)
                cells.Add(await CellAsync(image.Key, recorded, newest, dirty, holds ?? [], look));
        }

        return new DeploymentBoard(
            [.. cells.Select(cell => cell.Image).Distinct(StringComparer.Ordinal)],
            [.. cells.Select(cell => cell.Environment).Distinct(StringComparer.Ordinal)
                .OrderBy(name => name is not null)
                .ThenBy(name => name!, order ?? ByName)],
            cells);
    }

    private static IComparer<string> ByName { get; } = Comparer<string>.Create((one, other) =>
        TagRules.IsProductionName(one).CompareTo(TagRules.IsProductionName(other)) is not 0 and var order ? order : StringComparer.Ordinal.Compare(one, other));

    /// <summary>What an environment has of an image: nothing, or one for each place that holds it for the environment.</summary>
    public IEnumerable<DeployedImage> Find(string image, string? environment) => Cells.Where(cell => cell.Image == image && cell.Environment == environment);

    /// <summary>The same with one environment alone; how it stands to the others stays.</summary>
    public DeploymentBoard Only(string environment)
    {
        var cells = Cells.Where(cell => cell.Environment == environment).ToList();
        return new DeploymentBoard([.. cells.Select(cell => cell.Image).Distinct(StringComparer.Ordinal)], cells.Count > 0 ? [environment] : [], cells);
    }

    /// <summary>What came to an environment last. Publishing the same again does not count, and a rollback to it does.</summary>
    private static RecordedReceipt Shipped(IEnumerable<RecordedReceipt> newestFirst)
    {
        var receipts = newestFirst.ToList();
        var same = receipts.TakeWhile(recorded => Held(recorded.Receipt) == Held(receipts[0].Receipt)).ToList();
        return same.Find(recorded => recorded.Receipt.Kind == ReceiptKind.Rollback) ?? same[^1];
    }

    /// <summary>
    /// The highest version where every environment has one. Else the image that was first shipped last: what came back in a
    /// rollback is not new.
    /// </summary>
    private static ImageReceipt Newest(List<RecordedReceipt> shipped, IReadOnlyList<RecordedReceipt> all)
    {
        var versions = shipped.Select(recorded => ReleaseTag.TryParse(recorded.Receipt.Version ?? "", out var release) ? release.Version : null).ToList();
        var candidates = shipped.Zip(versions, (recorded, version) => (recorded.Receipt, Version: version, First: FirstShipped(Held(recorded.Receipt), all)));
        return (versions.Contains(null)
            ? candidates.OrderByDescending(candidate => candidate.First)
            : candidates.OrderByDescending(candidate => candidate.Version!, SemanticVersionOrder.Instance).ThenByDescending(candidate => candidate.First)).First().Receipt;
    }

    private static DateTimeOffset FirstShipped(Digest? digest, IReadOnlyList<RecordedReceipt> all) =>
        all.Where(recorded => Held(recorded.Receipt) == digest).Min(recorded => recorded.Receipt.FinishedAt);

    /// <summary>What the environment has by a receipt: what its own tag names, which may have been kept with another image.</summary>
    private static Digest? Held(ImageReceipt receipt) => PointerOf(receipt)?.After ?? receipt.Digest;

    private static ReceiptTag? PointerOf(ImageReceipt receipt) => receipt.Tags.FirstOrDefault(tag => tag.Strategy == StrategyNames.Environment);

    private static async Task<DeployedImage> CellAsync(
        string image, RecordedReceipt recorded, ImageReceipt newest, HashSet<Digest> dirty, IReadOnlyList<Hold> holds, Func<ImageReceipt, string, Task<Digest?>>? look)
    {
        var receipt = recorded.Receipt;
        var digest = Held(receipt);
        var now = PointerOf(receipt) is { } pointer && look is not null ? await look(receipt, pointer.Tag) : digest;
        var drift = now is null && digest is not null ? Drift.Missing
            : now != digest ? Drift.Moved
            : digest == Held(newest) ? Drift.Current
            : receipt.Kind == ReceiptKind.Rollback ? Drift.RolledBack
            : Drift.Behind;
        return new DeployedImage(
            image,
            receipt.Destination,
            receipt.Environment,
            recorded,
            digest,
            drift,
            newest,
            receipt.Dirty || (digest is not null && dirty.Contains(digest)),
            [.. holds.Where(hold => hold.Destination == receipt.Destination && string.Equals(hold.Environment, receipt.Environment, StringComparison.OrdinalIgnoreCase))],
            now == digest ? null : now);
    }
}

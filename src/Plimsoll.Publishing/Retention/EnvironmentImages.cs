using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Retention;

/// <summary>The images that environments have and had, as receipts tell it.</summary>
internal static class EnvironmentImages
{
    /// <summary>Finds the images that an environment may have or go back to, with the reason to keep them.</summary>
    /// <param name="receipts">The receipts, in any order.</param>
    /// <param name="rollbackTargets">How many former images of each environment count; <c>null</c> for all.</param>
    public static IReadOnlyDictionary<Digest, string> Find(IEnumerable<ImageReceipt> receipts, int? rollbackTargets)
    {
        var found = new Dictionary<Digest, string>();
        var environments = receipts
            .Where(receipt => receipt.Environment is not null && Pointer(receipt) is { Action: not TagAction.Refuse })
            .GroupBy(receipt => (receipt.Destination, receipt.Environment));
        foreach (var environment in environments)
        {
            var images = environment.OrderByDescending(receipt => receipt.FinishedAt).ThenByDescending(receipt => receipt.StartedAt).SelectMany(receipt => ImagesOf(receipt, isAll: rollbackTargets is null)).Distinct();
            foreach (var image in rollbackTargets is { } count ? images.Take(count + 1) : images)
                found.TryAdd(image, $"environment '{environment.Key.Environment}' has it, or can go back to it");
        }

        return found;
    }

    /// <summary>The tags that receipts name as those of environments.</summary>
    public static IEnumerable<string> FindTags(IEnumerable<ImageReceipt> receipts) => receipts.Select(Pointer).OfType<ReceiptTag>().Select(tag => tag.Tag);

    /// <summary>What a rollback took away is not gone back to.</summary>
    private static IEnumerable<Digest> ImagesOf(ImageReceipt receipt, bool isAll)
    {
        var pointer = Pointer(receipt)!;
        return new[] { pointer.After, isAll || receipt.Kind != ReceiptKind.Rollback ? pointer.Before : null }.OfType<Digest>();
    }

    private static ReceiptTag? Pointer(ImageReceipt receipt) => receipt.Tags.FirstOrDefault(tag => tag.Strategy == StrategyNames.Environment);
}

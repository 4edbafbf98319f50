using System.Collections.Concurrent;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Holds;

/// <summary>The holds that are in force, of what receipts and registries tell together.</summary>
internal static class HoldRegister
{
    private const int Parallelism = 8;

    /// <summary>Those that nothing releases, the newest first.</summary>
    /// <param name="receipts">The receipts.</param>
    /// <param name="attached">What is attached to images.</param>
    public static IReadOnlyList<Hold> InForce(IEnumerable<ImageReceipt> receipts, IEnumerable<HoldDocument> attached)
    {
        var known = receipts.ToList();
        var documents = attached.ToList();
        var released = known.SelectMany(receipt => receipt.ReleasedHolds).Concat(documents.SelectMany(document => document.Release?.Holds ?? [])).ToHashSet(StringComparer.Ordinal);
        return [.. known.Select(receipt => receipt.Hold).Concat(documents.Select(document => document.Hold)).OfType<Hold>()
            .Where(hold => !released.Contains(hold.Id))
            .DistinctBy(hold => hold.Id)
            .OrderByDescending(hold => hold.HeldAt)
            .ThenBy(hold => hold.Id, StringComparer.Ordinal)];
    }

    /// <summary>Reads what is attached to images.</summary>
    /// <exception cref="Oci.PlimsollException">Something attached cannot be read (exit code 3), or the registry refuses or fails (4, 7).</exception>
    public static async Task<IReadOnlyList<HoldDocument>> ReadAsync(IImageRepository repository, IEnumerable<Digest> images, CancellationToken cancellationToken)
    {
        var found = new ConcurrentBag<HoldDocument>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(images.Distinct(), options, async (image, token) =>
        {
            foreach (var document in await HoldReferrer.ReadAsync(repository, image, token))
                found.Add(document);
        });
        return [.. found];
    }
}

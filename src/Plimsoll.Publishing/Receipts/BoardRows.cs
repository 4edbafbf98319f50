using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Receipts;

/// <summary>
/// Tells which places hold one image. A promotion says so of the two that it links; for others the name without the registry
/// does, since a registry for each stage of a delivery is common, and one name for two images is not.
/// </summary>
internal static class BoardRows
{
    /// <summary>The row of each destination: its own name, or where several hold the image the one without registry.</summary>
    public static IReadOnlyDictionary<string, string> MapDestinations(IReadOnlyCollection<ImageReceipt> receipts)
    {
        var same = new Dictionary<string, string>(StringComparer.Ordinal);
        var promotedTo = new HashSet<string>(StringComparer.Ordinal);
        foreach (var receipt in receipts)
        {
            Join(Key(receipt.Destination), PathOf(receipt.Destination));
            if (SourceOf(receipt) is { } source && source != receipt.Destination)
            {
                Join(Key(source), PathOf(source));
                Join(Key(source), Key(receipt.Destination));
                promotedTo.Add(receipt.Destination);
            }
        }

        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var together in receipts.Select(receipt => receipt.Destination).Distinct(StringComparer.Ordinal).GroupBy(destination => Root(Key(destination)), StringComparer.Ordinal))
        {
            var origin = together.OrderBy(promotedTo.Contains).ThenBy(name => name, StringComparer.Ordinal).First();
            foreach (var destination in together)
                rows[destination] = together.Count() == 1 ? destination : PathOf(origin);
        }

        return rows;

        string Root(string key)
        {
            while (same.GetValueOrDefault(key, key) is var next && next != key)
                key = next;
            return key;
        }

        void Join(string one, string other)
        {
            if (Root(one) is var root && Root(other) is var target && root != target)
                same[root] = target;
        }
    }

    /// <summary>A whole name and one without registry may read alike, and are not the same.</summary>
    private static string Key(string destination) => "=" + destination;

    private static string PathOf(string destination) =>
        !destination.StartsWith("oci:", StringComparison.Ordinal) && ImageReference.TryParse(destination, out var reference) ? reference.Repository : destination;

    private static string? SourceOf(ImageReceipt receipt) => receipt.From?.LastIndexOf('@') is > 0 and var at ? receipt.From[..at] : null;
}

using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Attachments;

/// <summary>Counts what is there about an image by its kind, for the receipt.</summary>
internal static class ReferrerCounts
{
    /// <summary>Counts what came with an image: what refers to it, what cosign keeps under tags, and the attestations in its index.</summary>
    /// <param name="report">What the copy did.</param>
    /// <param name="made">The kinds of what was made for the image besides. The default is none.</param>
    /// <returns>How many there are of each kind, ordered by its name; <c>null</c> where there is nothing.</returns>
    public static IReadOnlyDictionary<string, int>? Create(CopyReport report, params IEnumerable<string> made)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var kind in List(report).Concat(made))
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
        return counts.Count > 0 ? counts : null;
    }

    /// <summary>The kinds of all that came with an image.</summary>
    /// <param name="report">What the copy did.</param>
    /// <param name="subject">The only manifest whose referrers count, or <c>null</c> (default) for all. Attestations in an index count always.</param>
    public static IEnumerable<string> List(CopyReport report, Digest? subject = null)
    {
        var attestations = report.Manifests.Select(Referrer.TryParse).OfType<ImageIndex>().SelectMany(index => index.Manifests).Where(Attestations.IsAttestation).Select(entry => entry.Digest).ToHashSet();

        // An attestation may be in the index and refer to its image, too.
        var others = report.Referrers.Where(copy => copy.Content is not null && (subject is null || copy.Subject == subject) && !attestations.Contains(copy.Referrer.Digest)).Select(copy => (copy.Content!, copy.Tag));
        return report.Manifests.Where(manifest => attestations.Contains(manifest.Descriptor.Digest)).Select(manifest => (manifest, (string?)null)).Concat(others)
            .SelectMany(entry => Referrer.TryParse(entry.Item1) is { } manifest ? ReferrerKind.Describe(manifest, entry.Item2) : []);
    }
}

using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Attachments;

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
        foreach (var kind in List(report).SelectMany(ReferrerKind.Describe).Concat(made))
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
        return counts.Count > 0 ? counts : null;
    }

    /// <summary>What each manifest holds that came with an image.</summary>
    /// <param name="report">What the copy did.</param>
    public static IEnumerable<IReadOnlyList<Attachment>> List(CopyReport report)
    {
        var attestations = report.Manifests.Select(Referrer.TryParse).OfType<ImageIndex>().SelectMany(index => index.Manifests).Where(Attestations.IsAttestation).DistinctBy(entry => entry.Digest).ToDictionary(entry => entry.Digest);

        // An attestation may be in the index and refer to its image, too.
        var inIndex = report.Manifests.Where(manifest => attestations.ContainsKey(manifest.Descriptor.Digest))
            .Select(manifest => (Manifest: manifest, Subject: Digest.TryParse(Attestations.SubjectOf(attestations[manifest.Descriptor.Digest]) ?? "", out var subject) ? subject : manifest.Descriptor.Digest, Tag: (string?)null));
        var others = report.Referrers.Where(copy => copy.Content is not null && !attestations.ContainsKey(copy.Referrer.Digest)).Select(copy => (Manifest: copy.Content!, copy.Subject, copy.Tag));
        return inIndex.Concat(others).SelectMany(found => Referrer.TryParse(found.Manifest) is { } parsed ? [AttachmentClassifier.Classify(found.Manifest.Descriptor, parsed, found.Subject, found.Tag)] : Array.Empty<IReadOnlyList<Attachment>>());
    }
}

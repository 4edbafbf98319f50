using System.Collections.Concurrent;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Layout;

/// <summary>
/// What refers to what in a layout: the manifests in <c>index.json</c> that have a <c>subject</c>, and the lists under
/// tags such as <c>sha256-…</c> that tools copy from registries.
/// </summary>
internal sealed class LayoutReferrers(OciLayout layout, LayoutIndex index)
{
    /// <summary>What a digest names never changes, so that each manifest is read once; <c>null</c> for what refers to nothing.</summary>
    private readonly ConcurrentDictionary<Digest, (Digest Subject, Descriptor Referrer)?> _known = new();

    public async Task<IReadOnlyList<Descriptor>> FindAsync(Digest subject, CancellationToken cancellationToken)
    {
        var found = new List<Descriptor>();
        foreach (var root in index.Roots)
            if (await ReadAsync(root, cancellationToken) is { } referring && referring.Subject == subject)
                found.Add(referring.Referrer);

        if (index.Find(Referrer.GetTag(subject)) is { MediaType: MediaTypes.OciIndex } list && await TryReadAsync(list, cancellationToken) is { } content)
            found.AddRange(content.Parse().Children);
        return found;
    }

    /// <summary>What the layout was made for: neither untagged referrers nor lists of them nor what cosign keeps under tags, unless it holds nothing else.</summary>
    public async Task<IReadOnlyList<Descriptor>> ImagesAsync(CancellationToken cancellationToken)
    {
        var roots = index.Roots;
        if (roots.DistinctBy(root => root.Digest).Count() < 2)
            return roots;

        var images = new List<Descriptor>();
        foreach (var root in roots)
            if (LayoutIndex.GetTag(root) is { } tag ? !Referrer.IsTechnicalTag(tag) : await ReadAsync(root, cancellationToken) is null)
                images.Add(root);
        return images.Count > 0 ? images : roots;
    }

    private async Task<(Digest Subject, Descriptor Referrer)?> ReadAsync(Descriptor root, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(root.Digest, out var known))
            return known;

        // A manifest that is not there now may be written later.
        if (await TryReadAsync(root, cancellationToken) is not { } content)
            return null;

        (Digest, Descriptor)? read = Referrer.GetSubject(content) is { } subject ? (subject, Referrer.Describe(content)) : null;
        return _known[root.Digest] = read;
    }

    /// <summary>A broken entry says nothing here; whoever reads it gets the error.</summary>
    private async Task<ManifestContent?> TryReadAsync(Descriptor root, CancellationToken cancellationToken)
    {
        try
        {
            // Not by its digest: that would read the index again for each of its entries.
            return MediaTypes.IsManifest(root.MediaType) && await layout.HasBlobAsync(root, cancellationToken) ? await layout.ReadManifestAsync(root, cancellationToken) : null;
        }
        catch (PlimsollException)
        {
            return null;
        }
    }
}

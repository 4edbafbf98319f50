using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>What a repository holds, as far as a registry tells: tags, what they name, and all that belongs to it.</summary>
/// <param name="Tags">The tags with what they name, those of lists of referrers and of signatures included.</param>
/// <param name="Manifests">The manifests that are there.</param>
internal sealed record RepositoryInventory(IReadOnlyDictionary<string, Digest> Tags, IReadOnlyDictionary<Digest, InventoryManifest> Manifests)
{
    /// <summary>The images without a tag, where the registry lists them.</summary>
    public IReadOnlyList<UntaggedVersion> Untagged { get; init; } = [];

    /// <summary>What is there and cannot be read, with the reason: nobody knows what it needs, so that nothing may be deleted.</summary>
    public IReadOnlyDictionary<Digest, string> Unreadable { get; init; } = new Dictionary<Digest, string>();

    /// <summary>The tags of each image.</summary>
    public ILookup<Digest, string> TagsOf { get; } = Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).ToLookup(tag => tag.Value, tag => tag.Key);

    /// <summary>Everything that is to be there where some images are to be whole: what they list, what is attached to any of it, and what that is attached to.</summary>
    public HashSet<Digest> Reach(IEnumerable<Digest> roots) => Walk(roots, static manifest => manifest.Needs);

    /// <summary>Everything that belongs to some images: what they list and what is attached to any of it.</summary>
    public HashSet<Digest> Own(IEnumerable<Digest> images) => Walk(images, static manifest => manifest.Attached);

    /// <summary>Those that are there of some manifests, each before what it lists and what is attached to it.</summary>
    public IReadOnlyList<Digest> SortOuterFirst(IReadOnlyCollection<Digest> digests)
    {
        var (sorted, seen) = (new List<Digest>(), new HashSet<Digest>());
        foreach (var digest in digests.OrderBy(digest => digest.ToString(), StringComparer.Ordinal))
            Visit(digest);
        sorted.Reverse();
        return sorted;

        // Manifests name each other by their hash, so that what they list has no end only where a list is made up.
        void Visit(Digest digest)
        {
            if (!Manifests.TryGetValue(digest, out var manifest) || !seen.Add(digest))
                return;
            foreach (var next in manifest.Attached)
                Visit(next);
            if (digests.Contains(digest))
                sorted.Add(digest);
        }
    }

    private HashSet<Digest> Walk(IEnumerable<Digest> from, Func<InventoryManifest, IEnumerable<Digest>> next)
    {
        var reached = new HashSet<Digest>();
        var open = new Stack<Digest>(from);
        while (open.TryPop(out var digest))
            if (reached.Add(digest) && Manifests.TryGetValue(digest, out var manifest))
                foreach (var other in next(manifest))
                    open.Push(other);
        return reached;
    }
}

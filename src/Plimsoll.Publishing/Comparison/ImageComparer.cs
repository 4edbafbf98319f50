using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Comparison;

/// <summary>Compares two images by their manifests and configurations; no layer is read.</summary>
internal static class ImageComparer
{
    /// <summary>Compares.</summary>
    public static async Task<ImageComparison> CompareAsync(ComparedImage before, ComparedImage after, CancellationToken cancellationToken)
    {
        var (old, now) = (await PlatformImage.ReadAsync(before, cancellationToken), await PlatformImage.ReadAsync(after, cancellationToken));
        return new ImageComparison(before.Name, before.Manifest.Descriptor.Digest, after.Name, after.Manifest.Descriptor.Digest, [.. Pair(old, now).Select(pair => Compare(pair.Before, pair.After))]);
    }

    /// <summary>The images of one platform in both; two images for one platform each are compared whatever that is.</summary>
    private static IEnumerable<(PlatformImage? Before, PlatformImage? After)> Pair(IReadOnlyList<PlatformImage> before, IReadOnlyList<PlatformImage> after)
    {
        if (before is [var old] && after is [var now])
            return [(old, now)];

        var left = before.ToList();
        var pairs = new List<(PlatformImage?, PlatformImage?)>();
        foreach (var image in after)
        {
            var same = left.Find(other => other.Platform == image.Platform) ?? left.Find(other => other.Platform?.ToString() == image.Platform?.ToString());
            if (same is not null)
                left.Remove(same);
            pairs.Add((same, image));
        }

        return [.. pairs, .. left.Select(image => ((PlatformImage?)image, (PlatformImage?)null))];
    }

    private static PlatformComparison Compare(PlatformImage? before, PlatformImage? after)
    {
        var (old, now) = (before?.Layers ?? [], after?.Layers ?? []);
        var common = old.Zip(now).TakeWhile(pair => pair.First.Identity == pair.Second.Identity).Count();
        return new PlatformComparison((after ?? before)!.Platform, before is null ? ChangeKind.Added : after is null ? ChangeKind.Removed : before.Digest == after.Digest ? ChangeKind.Same : ChangeKind.Changed)
        {
            Before = before?.Digest,
            After = after?.Digest,
            CommonBase = common,
            Layers = CompareLayers(old, now),
            Settings = before is null || after is null ? [] : ConfigSettings.Compare(before, after),
            BaseBefore = before?.Base,
            BaseAfter = after?.Base,
        };
    }

    /// <summary>The layers of the first image that the second one lacks stand where it differs first.</summary>
    private static List<LayerChange> CompareLayers(IReadOnlyList<(Digest Identity, Descriptor Layer, string? CreatedBy)> before, IReadOnlyList<(Digest Identity, Descriptor Layer, string? CreatedBy)> after)
    {
        var left = before.ToList();
        var (changes, kept) = (new List<LayerChange>(), 0);
        foreach (var (identity, layer, createdBy) in after)
        {
            // An image can have the same layer twice.
            var index = left.FindIndex(other => other.Identity == identity);
            var same = index < 0 ? null : left[index].Layer;
            if (index >= 0)
                left.RemoveAt(index);
            if (same is not null && kept == changes.Count)
                kept++;
            changes.Add(new LayerChange(same is null ? ChangeKind.Added : same.Digest == layer.Digest ? ChangeKind.Same : ChangeKind.Changed, layer.Digest, same?.Size ?? 0, layer.Size) { CreatedBy = createdBy });
        }

        changes.InsertRange(kept, left.Select(layer => new LayerChange(ChangeKind.Removed, layer.Layer.Digest, layer.Layer.Size, 0) { CreatedBy = layer.CreatedBy }));
        return changes;
    }
}

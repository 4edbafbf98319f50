using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>Values that are given to one chart one behind the other, of which later ones override earlier ones.</summary>
internal static class LayeredValues
{
    // Far more than people write; each image is looked for in those behind it.
    private const int MaximumOverrides = 64;

    /// <summary>The images of all layers, without those whose tag or digest a later one sets anew.</summary>
    /// <param name="layers">The values, the first ones first.</param>
    /// <param name="visits">What was read before.</param>
    public static IEnumerable<FoundImage> Find(IReadOnlyList<SourceMapping> layers, VisitedHelmValues visits)
    {
        for (var i = 0; i < layers.Count; i++)
            foreach (var image in HelmImages.Find(layers[i], i > 0 ? layers[i - 1] : null, chart: null, visits))
                if (!Later(layers, i).Any(later => IsOverridden(image, later)))
                    yield return image;
    }

    /// <summary>The next layers, and the last one.</summary>
    private static IEnumerable<SourceMapping> Later(IReadOnlyList<SourceMapping> layers, int index) =>
        Enumerable.Range(index + 1, Math.Min(MaximumOverrides, layers.Count - 1 - index)).Select(i => layers[i]).Concat(layers.Skip(Math.Max(index + 1, layers.Count - 1)));

    private static bool IsOverridden(FoundImage image, SourceMapping overrides)
    {
        SourceNode? node = overrides;
        foreach (var key in image.Parts?.ValuesPath?.Split('.').Skip(2) ?? [])
            node = (node as SourceMapping)?[key];
        return image.Parts is { } written && node is SourceMapping parts && (parts[written.TagKey] ?? parts[written.DigestKey]) is not null;
    }
}

using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>Values that are given to one chart one behind the other, of which later ones override earlier ones.</summary>
internal static class LayeredValues
{
    /// <summary>The images of all layers, without those whose tag or digest a later one sets anew.</summary>
    /// <param name="layers">The values, the first ones first.</param>
    /// <param name="visits">What was read before.</param>
    public static IEnumerable<FoundImage> Find(IReadOnlyList<SourceMapping> layers, VisitedHelmValues visits)
    {
        for (var i = 0; i < layers.Count; i++)
            foreach (var image in HelmImages.Find(layers[i], i > 0 ? layers[i - 1] : null, chart: null, visits))
                if (!layers.Skip(i + 1).Any(later => IsOverridden(image, later)))
                    yield return image;
    }

    private static bool IsOverridden(FoundImage image, SourceMapping overrides)
    {
        SourceNode? node = overrides;
        foreach (var key in image.Parts?.ValuesPath?.Split('.').Skip(2) ?? [])
            node = (node as SourceMapping)?[key];
        return image.Parts is { } written && node is SourceMapping parts && (parts[written.TagKey] ?? parts[written.DigestKey]) is not null;
    }
}

using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitOps;

/// <summary>Values for a Helm chart within another resource. Values that they leave out come from the chart and are unknown.</summary>
internal static class HelmValues
{
    /// <summary>Adds the images of values.</summary>
    public static void Add(SourceNode values, string kind, ScanContext context, VisitedNodes read)
    {
        foreach (var image in Find(values, kind, read.Values))
            context.Add(image);
    }

    /// <summary>Adds the images of values that are written as a text.</summary>
    public static void AddText(SourceScalar text, string kind, ScanContext context)
    {
        var yaml = EmbeddedYaml.Read(text, context.Source);
        if (yaml.Documents is not [var root, ..])
            return;

        foreach (var image in Find(root, kind, new VisitedHelmValues()))
            context.Add(yaml.IsInPlace ? image : image with { Token = new TextRange(text.Start, text.End), Parts = null });

        // Values hold objects as text, which their chart deploys beside its own.
        EmbeddedDocuments.Scan(root, context.Within(context.File, static image => image));
    }

    private static IEnumerable<FoundImage> Find(SourceNode values, string kind, VisitedHelmValues visits) =>
        values is SourceMapping mapping ? HelmImages.Find(mapping, inherited: null, chart: null, visits).Select(image => image with { Kind = kind }) : [];
}

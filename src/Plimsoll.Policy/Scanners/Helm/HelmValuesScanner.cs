using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// Values files of charts: <c>values.yaml</c>, and <c>values-prod.yaml</c> and the like, which are merged over it. Away from
/// any chart a file with such a name counts where it has an image with a repository and a tag, with a tag below a key <c>image</c>, or a reference with a path.
/// </summary>
internal sealed class HelmValuesScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        IsValuesName(file.Name)
        && (content.Has("mage"u8) || content.Has("repository"u8) || content.Has("tag"u8) || content.Has("digest"u8) || content.Has("registry"u8) || content.Has("hub"u8));

    public override bool Recognises(SourceNode node, ScanContext context)
    {
        if (node is not SourceMapping document || !IsValuesName(context.File.Name))
            return false;

        // A manifest that deploys a chart with values is not a values file.
        if (document.Scalar("apiVersion") is not null && document.Scalar("kind") is not null)
            return false;

        return context.Chart is { } chart
            ? !chart.IsTemplate(context.File.FullPath)
            : HelmImages.Find(document, inherited: null, chart: null).Any(image => image.Parts is { Tag: not null } parts && (parts.Repository is not null || parts.ValuesPath?.EndsWith("image", StringComparison.OrdinalIgnoreCase) == true) || (image.Text.Contains('/', StringComparison.Ordinal) && ReferenceText.IsCertain(image.Resolved)));
    }

    public override void Scan(SourceNode node, ScanContext context)
    {
        if (node is not SourceMapping document)
            return;

        // The chart's values are not laid over themselves.
        var chart = context.Chart;
        var inherited = chart?.ValuesPath == context.File.FullPath ? null : chart?.Values;
        foreach (var image in HelmImages.Find(document, inherited, chart))
            context.Add(image);

        // Extra objects that a chart deploys are mostly texts.
        EmbeddedDocuments.Scan(document, context);
    }

    private static bool IsValuesName(string name) =>
        name.Contains("values", StringComparison.OrdinalIgnoreCase)
        && (name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase));
}

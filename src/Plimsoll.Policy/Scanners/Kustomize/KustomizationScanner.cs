using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Kubernetes;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Kustomize;

/// <summary>
/// Kustomizations. Which images one brings into use is known only when all files are read; see <see cref="KustomizeOverlays"/>.
/// </summary>
internal sealed class KustomizationScanner : DocumentScanner
{
    /// <summary>The one name of a kustomization that has no ending.</summary>
    public const string BareName = "Kustomization";

    /// <summary>The names that Kustomize looks for in a folder.</summary>
    public static readonly IReadOnlyList<string> FileNames = ["kustomization.yaml", "kustomization.yml", BareName];

    public override bool MayScan(CandidateFile file, FileProbe content) => FileNames.Contains(file.Name);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && FileNames.Contains(context.File.Name)
        && document.Scalar("kind")?.Value is null or "Kustomization" or "Component"

        // Flux has a Kustomization of its own.
        && document.Scalar("apiVersion")?.Value.StartsWith("kustomize.toolkit.fluxcd.io/", StringComparison.Ordinal) != true;

    public override void Scan(SourceNode node, ScanContext context)
    {
        if (node is not SourceMapping document)
            return;

        foreach (var chart in (document["helmCharts"] as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
        {
            if (chart.Scalar("repo") is { } repository && OciArtifact.IsRegistry(repository.Value) && chart.Scalar("name") is { IsNull: false } name
                && OciArtifact.Create(repository.Value, name, chart.Scalar("version"), FileKinds.HelmChart, name) is { } image)
                context.Add(image);

            // Values in files are read where they are.
            foreach (var value in chart["valuesInline"] is SourceMapping values ? HelmImages.Find(values, inherited: null, chart: null) : [])
                context.Add(value with { Kind = FileKinds.Kustomize });
        }

        foreach (var patch in Patches(document))
        {
            var (documents, isInPlace) = EmbeddedYaml.Read(patch, context.Source);
            foreach (var (image, isKustomizeField) in documents.SelectMany(static inner => JsonPatch.Is(inner) ? JsonPatch.Images(inner) : KubernetesScanner.Images(inner, isTemplate: false)))
                context.Add(image, FileKinds.Kustomize, static _ => null, isKustomizeField: isKustomizeField, pinRefusal: isInPlace ? null : "it stands in a text with escapes or folded lines");
        }

        context.Kustomization ??= new Kustomization(document, context.Source, context.File.FullPath);
    }

    /// <summary>The patches that are written as texts here, rather than named.</summary>
    private static IEnumerable<SourceScalar> Patches(SourceMapping document) =>
        new[] { "patches", "patchesJson6902" }.SelectMany(key => Items(document[key])).OfType<SourceMapping>().Select(static patch => patch.Scalar("patch"))
            .Concat(Items(document["patchesStrategicMerge"]).OfType<SourceScalar>())
            .OfType<SourceScalar>()
            .Where(static patch => patch.Value.Contains("mage", StringComparison.Ordinal) && patch.Value.Contains(':', StringComparison.Ordinal));

    private static List<SourceNode> Items(SourceNode? node) => (node as SourceSequence)?.Items ?? [];
}

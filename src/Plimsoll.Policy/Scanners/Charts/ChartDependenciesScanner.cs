using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Charts;

/// <summary>The charts in registries that a Helm chart depends on: <c>dependencies</c> of <c>Chart.yaml</c>, once of <c>requirements.yaml</c>.</summary>
internal sealed class ChartDependenciesScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) => IsChart(file.Name) && content.Has("oci://"u8);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        IsChart(context.File.Name) && node is SourceMapping document && document["dependencies"] is SourceSequence;

    public override void Scan(SourceNode node, ScanContext context)
    {
        foreach (var dependency in ((SourceSequence)((SourceMapping)node)["dependencies"]!).Items.OfType<SourceMapping>())
            if (dependency.Scalar("repository") is { } repository && OciArtifact.IsRegistry(repository.Value) && dependency.Scalar("name") is { IsNull: false } name
                && OciArtifact.Create(repository.Value, name, dependency.Scalar("version"), FileKinds.HelmChart, name) is { } chart)
                context.Add(chart);
    }

    private static bool IsChart(string name) => name is "Chart.yaml" or "requirements.yaml";
}

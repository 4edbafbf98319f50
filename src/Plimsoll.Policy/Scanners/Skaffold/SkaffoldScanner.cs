using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Skaffold;

/// <summary>Configurations of Skaffold, known by their version, else by their name.</summary>
internal sealed class SkaffoldScanner : DocumentScanner
{
    private static readonly string[] Sections = ["build", "test", "manifests", "deploy", "verify", "customActions", "profiles"];

    public override bool MayScan(CandidateFile file, FileProbe content) => content.Has("skaffold/"u8) || IsSkaffoldName(file.Name);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && (document.Scalar("apiVersion")?.Value.StartsWith("skaffold/", StringComparison.Ordinal) == true
            || (IsSkaffoldName(context.File.Name) && Array.Exists(Sections, section => document[section] is not null)));

    public override void Scan(SourceNode node, ScanContext context)
    {
        new SkaffoldImages(context, SkaffoldArtifacts.Of(context)).Add((SourceMapping)node);

        // Values hold objects as text, which their chart deploys beside its own.
        EmbeddedDocuments.Scan(node, context);
    }

    private static bool IsSkaffoldName(string name) =>
        name.StartsWith("skaffold", StringComparison.OrdinalIgnoreCase) && (name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase));
}

using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CloudBuild;

/// <summary>
/// Google Cloud Build: the builders of steps and the images that are pushed. Substitutions of the file are resolved, those
/// of Cloud Build itself (<c>$PROJECT_ID</c>) are unknown.
/// </summary>
internal sealed class CloudBuildScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, ReadOnlySpan<byte> content) =>
        content.IndexOf("steps"u8) >= 0 && (IsCloudBuildName(file.Name) || content.IndexOf("gcr.io/"u8) >= 0);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && document["steps"] is SourceSequence steps
        && document["kind"] is null
        && (IsCloudBuildName(context.File.Name) || steps.Items.OfType<SourceMapping>().Any(IsBuilder));

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var substitutions = document["substitutions"] as SourceMapping;
        IReadOnlyList<ScalarLookup> environments = [name => substitutions?[name] is SourceScalar value ? [new LocatedScalar(value)] : null];
        var images = new PipelineImages(context, FileKinds.CloudBuild, ShellVariables.Find);
        foreach (var step in ((SourceSequence)document["steps"]!).Items.OfType<SourceMapping>())
            images.Add(step["name"], environments);
        if (document["images"] is SourceSequence pushed)
            foreach (var image in pushed.Items)
                images.Add(image, environments, pinRefusal: FoundImage.BuiltHere);
    }

    private static bool IsBuilder(SourceMapping step) =>
        step.Scalar("name") is { } name
        && name.Value.StartsWith("gcr.io/", StringComparison.Ordinal)
        && (step["args"] ?? step["entrypoint"] ?? step["script"]) is not null
        && step["image"] is null;

    private static bool IsCloudBuildName(string fileName) => fileName.Contains("cloudbuild", StringComparison.OrdinalIgnoreCase);
}

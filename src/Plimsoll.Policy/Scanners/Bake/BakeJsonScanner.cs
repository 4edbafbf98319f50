using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Bake;

/// <summary>Targets of buildx's bake in JSON: <c>docker-bake.json</c>, <c>docker-bake.override.json</c>, and others with targets that have a Dockerfile or contexts.</summary>
internal sealed class BakeJsonScanner : DocumentScanner
{
    private static readonly string[] TargetKeys = ["dockerfile", "dockerfile-inline", "contexts"];

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && content.Has("\"target\""u8)
        && (IsBakeName(file.Name) || content.Has("\"dockerfile"u8) || content.Has("\"contexts\""u8));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && document["target"] is SourceMapping targets
        && (IsBakeName(context.File.Name) || targets.Effective().Any(target => target.Value is SourceMapping body && TargetKeys.Any(key => body[key] is not null)));

    public override void Scan(SourceNode node, ScanContext context) => BakeImages.Scan((SourceMapping)node, context);

    private static bool IsBakeName(string name) => name.Contains("bake", StringComparison.OrdinalIgnoreCase);
}

using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// Values of charts in files with any name, as Helmfile, Argo CD and scripts have them (<c>envs/prod.yaml</c>): of what no other
/// kind knows, documents with a key <c>image</c> that has a repository with a path, and its tag. Only what is certainly an image is judged.
/// </summary>
internal sealed class OtherValuesScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        (file.Name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || file.Name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
        && content.Has("mage"u8) && content.Has("tag"u8);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && document["apiVersion"] is null && document["openapi"] is null && document["swagger"] is null && document["$schema"] is null
        && Images(document).Any(IsInParts);

    public override void Scan(SourceNode node, ScanContext context)
    {
        foreach (var image in Images((SourceMapping)node))
            if (IsInParts(image) || ReferenceText.IsCertain(image.Resolved))
                context.Add(image);
    }

    private static IReadOnlyList<FoundImage> Images(SourceMapping document) => HelmImages.Find(document, inherited: null, chart: null);

    private static bool IsInParts(FoundImage image) =>
        image.Parts is { Repository: { } repository, Tag: not null, ValuesPath: { } path } && path.EndsWith("image", StringComparison.OrdinalIgnoreCase)
        && repository.Value.Contains('/', StringComparison.Ordinal) && ReferenceText.IsReference(repository.Value);
}

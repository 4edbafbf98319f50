using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Kustomize;

/// <summary>JSON Patches of manifests in files of their own, which a kustomization names.</summary>
internal sealed class JsonPatchScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("op"u8) && content.Has("path"u8) && content.Has("mage"u8);

    public override bool Recognises(SourceNode node, ScanContext context) => JsonPatch.Is(node);

    public override void Scan(SourceNode document, ScanContext context)
    {
        foreach (var (image, isKustomizeField) in JsonPatch.Images(document))
            context.Add(image, FileKinds.Kustomize, static _ => null, isKustomizeField: isKustomizeField);
    }
}

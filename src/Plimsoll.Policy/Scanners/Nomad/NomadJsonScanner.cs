using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Nomad;

/// <summary>Jobs of Nomad in JSON: as its interface takes them, or as HCL has them.</summary>
internal sealed class NomadJsonScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.HasImage
        && (content.Has("\"TaskGroups\""u8) || file.Name.EndsWith(".nomad.json", StringComparison.Ordinal));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && (Groups(document) is not null || (context.File.Name.EndsWith(".nomad.json", StringComparison.Ordinal) && document["job"] is not null));

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        if (Groups(document) is not { } groups)
        {
            NomadImages.Scan(document, context, FileKinds.Nomad);
            return;
        }

        foreach (var group in groups.Items.OfType<SourceMapping>())
            foreach (var task in (group["Tasks"] as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
                if (NomadImages.IsContainerDriver(task["Driver"]))
                    NomadImages.Add((task["Config"] as SourceMapping)?["image"], context, scope: null, FileKinds.Nomad);
    }

    private static SourceSequence? Groups(SourceMapping document) =>
        ((document["Job"] as SourceMapping) ?? document)["TaskGroups"] as SourceSequence;
}

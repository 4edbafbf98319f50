using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Packer;

/// <summary>
/// Templates of Packer in JSON: the images of builders of the type <c>docker</c>, with variables that have a default in the
/// file; and <c>*.pkr.json</c>, which is as in HCL.
/// </summary>
internal sealed class PackerJsonScanner : DocumentScanner
{
    private const string Docker = "docker";

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.HasImage && content.Has("docker"u8) && (content.Has("builders"u8) || IsHcl(file));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && (IsHcl(context.File) ? document["source"] is SourceMapping : Builders(document).Any());

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        if (IsHcl(context.File))
        {
            PackerImages.Scan(document, context);
            return;
        }

        var variables = document["variables"] as SourceMapping;
        foreach (var builder in Builders(document))
            if (builder["image"] is SourceScalar image)
                TemplatedImage.Add(context, new LocatedScalar(image), FileKinds.Packer, PackerVariables.Find, name => variables?[name] is SourceScalar { IsNull: false } value ? [new LocatedScalar(value)] : null);
    }

    private static IEnumerable<SourceMapping> Builders(SourceMapping document) =>
        (document["builders"] as SourceSequence)?.Items.OfType<SourceMapping>().Where(builder => builder.Scalar("type")?.Value == Docker) ?? [];

    private static bool IsHcl(CandidateFile file) => file.Name.EndsWith(".pkr.json", StringComparison.OrdinalIgnoreCase);
}

using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzureResources;

/// <summary>
/// Templates of Azure's resource manager: as Bicep, with expressions in brackets. Defaults of parameters and variables of the
/// template are resolved, put together with <c>concat</c> and <c>format</c> too.
/// </summary>
internal sealed class ArmTemplateScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("eploymentTemplate"u8) && (content.Has("mage"u8) || content.Has("FxVersion"u8));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && document.Scalar("$schema") is { } schema
        && schema.Value.Contains("deploymentTemplate", StringComparison.OrdinalIgnoreCase);

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)new ArmExpressions(context.Source).Read(node);
        var scope = new DeclarationScope(path => Value(document, path) is { } value ? (new LocatedNode(value, context.Source), 2) : null);
        var images = new AzureImages(context, scope, FileKinds.ArmTemplate);
        if (document["resources"] is { } resources)
            images.Scan(resources);
    }

    private static SourceNode? Value(SourceMapping document, string[] path) => path switch
    {
        ["parameters", var name, ..] => ((document["parameters"] as SourceMapping)?[name] as SourceMapping)?["defaultValue"],
        ["variables", var name, ..] => (document["variables"] as SourceMapping)?[name],
        _ => null,
    };
}

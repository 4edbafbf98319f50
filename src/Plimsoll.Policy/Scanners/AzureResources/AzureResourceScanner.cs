using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzureResources;

/// <summary>
/// Resources of Azure that run containers, each a file of its own: Container Apps and their jobs as <c>az containerapp --yaml</c>
/// takes them, groups of Container Instances as <c>az container create --file</c> does.
/// </summary>
internal sealed class AzureResourceScanner : DocumentScanner
{
    private static readonly VariableLookup NoVariables = static _ => null;

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.HasImage && content.Has("ontainers"u8) && content.Has("properties"u8)
        && (content.Has("Microsoft."u8) || !file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase));

    public override bool Recognises(SourceNode node, ScanContext context) => Containers(node).Any();

    public override void Scan(SourceNode node, ScanContext context)
    {
        foreach (var container in Containers(node))
            if (((container["properties"] as SourceMapping)?["image"] ?? container["image"]) is SourceScalar image)
                context.Add(image, FileKinds.AzureResource, NoVariables);
    }

    /// <summary>The containers of an app, or of a group, which has them in another form.</summary>
    private static IEnumerable<SourceMapping> Containers(SourceNode node)
    {
        if (node is not SourceMapping document || document["spec"] is not null || document["properties"] is not SourceMapping properties)
            return [];

        var isGroup = document.Scalar("type")?.Value.StartsWith("Microsoft.ContainerInstance/", StringComparison.OrdinalIgnoreCase) == true;
        return properties["template"] is SourceMapping template
            ? Listed(template)
            : Listed(properties).Where(container => isGroup || (container["properties"] as SourceMapping)?["image"] is not null);
    }

    private static IEnumerable<SourceMapping> Listed(SourceMapping holder)
    {
        foreach (var key in (string[])["initContainers", "containers"])
            foreach (var container in (holder[key] as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
                yield return container;
    }
}

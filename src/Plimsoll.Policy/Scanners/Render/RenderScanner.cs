using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Render;

/// <summary>
/// Blueprints of Render, known by services in a list, each with one of Render's types: the image of a service that is not built, also
/// in environments of projects. Nothing in a blueprint is replaced.
/// </summary>
internal sealed class RenderScanner : DocumentScanner
{
    private static readonly VariableLookup NoVariables = static _ => null;

    public override bool MayScan(CandidateFile file, FileProbe content) => content.Has("services"u8) && content.HasImage && content.Has("type"u8);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document && document["kind"] is null && Services(document).Any(service => service.Scalar("type")?.Value is "web" or "pserv" or "worker" or "cron" or "keyvalue" or "redis");

    public override void Scan(SourceNode node, ScanContext context)
    {
        foreach (var service in Services((SourceMapping)node))
            context.Add((service["image"] as SourceMapping)?.Scalar("url"), FileKinds.Render, NoVariables);
    }

    private static IEnumerable<SourceMapping> Services(SourceMapping document) =>
        Items(document["projects"]).SelectMany(project => Items(project["environments"])).Prepend(document).SelectMany(holder => Items(holder["services"]));

    private static IEnumerable<SourceMapping> Items(SourceNode? node) => (node as SourceSequence)?.Items.OfType<SourceMapping>() ?? [];
}

using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Ecs;

/// <summary>
/// Task definitions of Amazon's ECS as JSON of their own: as they are registered, as they are described, or only the list
/// of containers that other tools take. What a pipeline fills in, <c>&lt;IMAGE1_NAME&gt;</c> or <c>${TAG}</c>, is unknown.
/// </summary>
internal sealed class EcsTaskScanner : DocumentScanner
{
    private static readonly VariableLookup NoVariables = static _ => null;

    // A list of containers is recognised by keys that only ECS has.
    private static readonly string[] ContainerKeys =
        ["essential", "portMappings", "memory", "memoryReservation", "cpu", "logConfiguration", "mountPoints", "volumesFrom", "entryPoint"];

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.HasImage
        && (content.Has("containerDefinitions"u8) || (IsJson(file) && content.Bytes.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'[', ..]));

    public override bool Recognises(SourceNode node, ScanContext context) => Containers(node, context) is not null;

    public override void Scan(SourceNode node, ScanContext context)
    {
        foreach (var container in Containers(node, context)!.OfType<SourceMapping>())
            if (container.Scalar("image") is { IsNull: false } image)
                Add(image, context);
    }

    private static void Add(SourceScalar image, ScanContext context)
    {
        if (image.Value.StartsWith('<') && image.Value.EndsWith('>'))
            context.Add(image.Value, ImageUse.Unknown.ToString(), image.Start, image.End, FileKinds.EcsTask);
        else
            context.Add(image, FileKinds.EcsTask, NoVariables);
    }

    private static List<SourceNode>? Containers(SourceNode node, ScanContext context) => node switch
    {
        SourceMapping document when (document["containerDefinitions"] ?? (document["taskDefinition"] as SourceMapping)?["containerDefinitions"]) is SourceSequence containers => containers.Items,
        SourceSequence { Items: [SourceMapping first, ..] } containers when IsJson(context.File) && first.Scalar("name") is not null && first.Scalar("image") is not null && ContainerKeys.Any(key => first[key] is not null) => containers.Items,
        _ => null,
    };

    private static bool IsJson(CandidateFile file) => file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}

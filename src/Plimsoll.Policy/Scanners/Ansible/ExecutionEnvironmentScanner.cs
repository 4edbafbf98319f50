using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>
/// Execution environments: the images that <c>ansible-builder</c> makes one from, and the one that <c>ansible-navigator</c> runs.
/// </summary>
internal sealed class ExecutionEnvironmentScanner : DocumentScanner
{
    private static readonly VariableLookup NoVariables = static _ => null;

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("base_image"u8) || content.Has("builder_image"u8) || content.Has("EE_B"u8) || content.Has("execution-environment"u8);

    public override bool Recognises(SourceNode node, ScanContext context) => node is SourceMapping document && (Built(document) is not null || Run(document) is not null);

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        foreach (var (key, value) in Built(document)?.Effective() ?? [])
            if (key.Value is "base_image" or "builder_image")
                context.Add((value as SourceMapping)?.Scalar("name"), FileKinds.Ansible, NoVariables);
        foreach (var argument in BuildArguments.Images(document["build_arg_defaults"], context.Source))
            context.Add(argument, FileKinds.Ansible, NoVariables);
        context.Add(Run(document)?.Scalar("image"), FileKinds.Ansible, NoVariables);
    }

    /// <summary>The images that one is made from; of version 1, arguments.</summary>
    private static SourceMapping? Built(SourceMapping document) =>
        document["images"] is SourceMapping images && (images["base_image"] ?? images["builder_image"]) is SourceMapping ? images
        : document["build_arg_defaults"] is SourceMapping arguments && (arguments["EE_BASE_IMAGE"] ?? arguments["EE_BUILDER_IMAGE"]) is not null ? arguments
        : null;

    private static SourceMapping? Run(SourceMapping document) => (document["ansible-navigator"] as SourceMapping)?["execution-environment"] as SourceMapping;
}

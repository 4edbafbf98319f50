using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzurePipelines;

/// <summary>
/// Azure Pipelines and their templates: container resources, containers and services of jobs, the tags that
/// <c>Docker@2</c> pushes, the images that tasks deploy, and the commands of scripts. Variables, parameters' defaults and matrices of the file are resolved.
/// </summary>
internal sealed class AzurePipelinesScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        (content.Has("jobs"u8) || content.Has("steps"u8) || content.Has("stages"u8) || content.Has("extends"u8))
        && (content.Has("container"u8) || content.HasCommand || AzureTaskImages.MayBeIn(content.Bytes) || content.Has("Docker@2"u8) || (content.Has("services"u8) && content.Has("job:"u8)));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && (document["kind"] ?? document["on"] ?? document["runs"]) is null
        && (HasItems(document["stages"]) || HasItems(document["jobs"]) || HasItems(document["steps"])
            || (document["extends"] as SourceMapping)?["template"] is SourceScalar
            || ((document["resources"] as SourceMapping)?["containers"] is SourceSequence containers && containers.Items.Exists(item => (item as SourceMapping)?["container"] is SourceScalar)));

    public override void Scan(SourceNode node, ScanContext context) => new AzurePipeline((SourceMapping)node, context).Add();

    /// <summary>Whether a list holds stages, jobs or steps, rather than what other tools call so.</summary>
    internal static bool HasItems(SourceNode? node) =>
        node is SourceSequence sequence
        && sequence.Items.Exists(item => item is SourceMapping mapping && mapping.Entries.Exists(entry => entry.Key is SourceScalar key && IsItemKey(key.Value)));

    private static bool IsItemKey(string key) =>
        key is "stage" or "job" or "deployment" or "template" or "task" or "script" or "bash" or "pwsh" or "powershell" or "checkout" or "download"
        || AzureVariables.IsExpression(key);
}

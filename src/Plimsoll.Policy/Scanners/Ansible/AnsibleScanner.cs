using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>Playbooks, tasks and handlers of Ansible, known by their plays and by what only tasks have.</summary>
internal sealed class AnsibleScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("docker_"u8) || content.Has("podman_"u8) || content.Has("k8s:"u8) || content.Has("chart_ref"u8)
        || ((content.Has("shell:"u8) || content.Has("command:"u8) || content.Has("raw:"u8)) && content.HasCommand);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceSequence document && document.Items.OfType<SourceMapping>().Any(item => IsPlay(item) || IsTask(item, context.File.Path));

    public override void Scan(SourceNode node, ScanContext context)
    {
        // A template of Jinja within the file is no action of the file.
        new AnsibleImages(context).Add((SourceSequence)(context.IsTemplate ? TemplateDocuments.Unmask(node, context.Source) : node));
        EmbeddedDocuments.Scan(node, context);
    }

    /// <summary>Whether an item of a list is a play.</summary>
    internal static bool IsPlay(SourceMapping item) =>
        item["hosts"] is not null && (item["tasks"] ?? item["pre_tasks"] ?? item["post_tasks"] ?? item["handlers"] ?? item["roles"]) is not null;

    private static bool IsTask(SourceMapping item, string path) =>
        item["block"] is SourceSequence
        || item.Entries.Select(entry => entry.Key).OfType<SourceScalar>().Any(key => AnsibleModules.IsOfTask(key.Value))
        || (item["name"] is not null && (item["helm"] ?? item["k8s"]) is SourceMapping)
        || ((path.Contains("tasks/", StringComparison.Ordinal) || path.Contains("handlers/", StringComparison.Ordinal)) && item.Entries.Select(entry => entry.Key).OfType<SourceScalar>().Any(key => AnsibleModules.Find(key.Value) is not null));
}

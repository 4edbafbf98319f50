using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>Files of variables, known by their folders: of roles, of groups and of hosts.</summary>
internal sealed class AnsibleVariablesScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) => content.Has("mage"u8) && IsVariables(file.Path);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document && IsVariables(context.File.Path) && document["kind"] is null && document["apiVersion"] is null;

    public override void Scan(SourceNode node, ScanContext context) => new AnsibleImages(context).AddVariables((SourceMapping)(context.IsTemplate ? TemplateDocuments.Unmask(node, context.Source) : node));

    private static bool IsVariables(string path)
    {
        var folders = path.Split('/');
        for (var i = 0; i < folders.Length - 1; i++)
            if (folders[i] is "group_vars" or "host_vars" || (folders[i] is "defaults" or "vars" && i > 1 && folders[i - 2] == "roles"))
                return true;
        return false;
    }
}

using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Tasks;

/// <summary>Taskfiles of Task: the commands of <c>tasks</c>, with the variables of the file and of the task.</summary>
internal sealed class TaskfileScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) => IsTaskfile(file.Name) && content.HasCommand;

    public override bool Recognises(SourceNode node, ScanContext context) =>
        IsTaskfile(context.File.Name) && node is SourceMapping document && document["tasks"] is SourceMapping;

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var images = new ShellImages(context, FileKinds.Taskfile);
        foreach (var (_, task) in ((SourceMapping)document["tasks"]!).Effective())
        {
            var mapping = task as SourceMapping;
            var lines = Commands(mapping is null ? task : mapping["cmds"] ?? mapping["cmd"]);
            if (lines.Count > 0)
                images.Add(lines, name => Find(name, "env", mapping, document), BraceVariables.Find, [name => Find(name, "vars", mapping, document)]);
        }

        images.Finish();
    }

    private static List<SourceScalar> Commands(SourceNode? node) =>
        [.. (node is SourceSequence sequence ? sequence.Items : node is null ? [] : [node]).Select(item => item is SourceMapping mapping ? mapping["cmd"] ?? mapping["defer"] : item).OfType<SourceScalar>()];

    private static IReadOnlyList<LocatedScalar>? Find(string name, string key, SourceMapping? task, SourceMapping document)
    {
        foreach (var holder in (ReadOnlySpan<SourceMapping?>)[task, document])
            if ((holder?[key] as SourceMapping)?[name] is { } value)
                return value is SourceScalar scalar ? [new LocatedScalar(scalar)] : null;
        return null;
    }

    private static bool IsTaskfile(string name) =>
        name is "Taskfile.yml" or "Taskfile.yaml" or "taskfile.yml" or "taskfile.yaml" or "Taskfile.dist.yml" or "Taskfile.dist.yaml"
        || (name.StartsWith("Taskfile", StringComparison.Ordinal) && (name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal)));
}

using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Kubernetes;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Buildkite;

/// <summary>
/// Buildkite: the image of steps and of the file, that of the <c>docker</c> plugin, pods of the <c>kubernetes</c> plugin, and commands.
/// Variables of <c>env</c> and of the matrix's single list are resolved.
/// </summary>
internal sealed class BuildkiteScanner : DocumentScanner
{
    private const int MaximumDepth = 5;

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        IsBuildkitePath(file.Path) && content.Has("steps"u8) && (content.HasImage || content.HasCommand);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document && document["steps"] is SourceSequence && document["kind"] is null && IsBuildkitePath(context.File.Path);

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var images = new PipelineImages(context, FileKinds.Buildkite, ShellVariables.Find);
        var commands = new ShellImages(context, FileKinds.Buildkite);
        images.Add(document["image"], [Environment(null, document)]);
        Steps(document["steps"], document, images, commands, context, 0);
        commands.Finish();
    }

    private static void Steps(SourceNode? node, SourceMapping document, PipelineImages images, ShellImages commands, ScanContext context, int depth)
    {
        if (node is not SourceSequence steps || depth > MaximumDepth || !commands.Enters(steps))
            return;

        foreach (var step in steps.Items.OfType<SourceMapping>())
        {
            var environment = Environment(step, document);
            images.Add(step["image"], [environment]);
            foreach (var (name, settings) in Plugins(step["plugins"]))
                Plugin(name, settings, environment, images, context);

            // Buildkite replaces variables when a pipeline is uploaded; '$$' leaves one to the shell.
            commands.AddEach(commands.Lines(step["command"] ?? step["commands"]), [environment], ShellVariables.Find);
            Steps(step["steps"], document, images, commands, context, depth + 1);
        }
    }

    private static IEnumerable<(string Name, SourceMapping Settings)> Plugins(SourceNode? node)
    {
        foreach (var plugin in node is SourceSequence list ? list.Items.OfType<SourceMapping>() : node is SourceMapping mapping ? [mapping] : [])
            foreach (var (key, value) in plugin.Effective())
                if (value is SourceMapping settings)
                    yield return (key.Value.Split('#')[0].Split('/')[^1], settings);
    }

    private static void Plugin(string name, SourceMapping settings, ScalarLookup environment, PipelineImages images, ScanContext context)
    {
        if (name is "docker" or "docker-buildkite-plugin")
            images.Add(settings["image"], [environment]);
        else if (name == "kubernetes" && (settings["podSpec"] ?? settings["podSpecPatch"]) is { } pod)
            foreach (var (image, _) in KubernetesScanner.Images(pod, isTemplate: false))
                context.Add(image, FileKinds.Buildkite, static _ => null);
    }

    private static ScalarLookup Environment(SourceMapping? step, SourceMapping document) => name =>
        ((step?["env"] as SourceMapping)?[name] ?? (document["env"] as SourceMapping)?[name]) is SourceScalar value ? [new LocatedScalar(value)] : null;

    private static bool IsBuildkitePath(string path) =>
        path.StartsWith(".buildkite/", StringComparison.Ordinal) || path.Contains("/.buildkite/", StringComparison.Ordinal) || Path.GetFileName(path) is "buildkite.yml" or "buildkite.yaml";
}

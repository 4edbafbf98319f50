using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CloudBuild;

/// <summary>
/// Google Cloud Build: the builders of steps, the commands that they run, and the images that are pushed. Substitutions of the file are resolved, those
/// of Cloud Build itself (<c>$PROJECT_ID</c>) are unknown.
/// </summary>
internal sealed class CloudBuildScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("steps"u8) && (IsCloudBuildName(file.Name) || content.Has("gcr.io/"u8));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && document["steps"] is SourceSequence steps
        && document["kind"] is null
        && (IsCloudBuildName(context.File.Name) || steps.Items.OfType<SourceMapping>().Any(IsBuilder));

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var substitutions = document["substitutions"] as SourceMapping;
        IReadOnlyList<ScalarLookup> environments = [name => substitutions?[name] is SourceScalar value ? [new LocatedScalar(value)] : null];
        var images = new PipelineImages(context, FileKinds.CloudBuild, ShellVariables.Find);
        var commands = new ShellImages(context, FileKinds.CloudBuild);
        foreach (var step in ((SourceSequence)document["steps"]!).Items.OfType<SourceMapping>())
        {
            images.Add(step["name"], environments);
            Command(step, environments, commands, context.Source);
        }

        if (document["images"] is SourceSequence pushed)
            foreach (var image in pushed.Items)
            {
                context.Pass(image as SourceScalar);
                images.Add(image, environments, interpret: WithKnownTag, pinRefusal: FoundImage.BuiltHere);
                if (image is SourceScalar name)
                    commands.AddBuilt(new LocatedScalar(name), ShellVariables.Find, environments);
            }

        commands.Finish();
    }

    /// <summary>
    /// The image if its tag is known, else an empty text. A tag that moves is worth a finding; one that only the run knows, such as the
    /// commit, is what the tag of an output should be.
    /// </summary>
    private static string WithKnownTag(string image) => image.LastIndexOf(ImageUse.Unknown) > image.LastIndexOf(':') ? "" : image;

    /// <summary>What a step runs: a script, or the builder's own command with its arguments.</summary>
    private static void Command(SourceMapping step, IReadOnlyList<ScalarLookup> environments, ShellImages commands, SourceText source)
    {
        if (step["script"] is SourceScalar script)
            commands.Add([script]);
        if (step["args"] is not SourceSequence arguments)
            return;

        var tool = step.Scalar("entrypoint")?.Value ?? step.Scalar("name")?.Value.Split(':')[0].Split('/')[^1] ?? "";
        var words = arguments.Items.OfType<SourceScalar>().ToList();
        if (tool is "bash" or "sh" && words.Count > 1 && words[0].Value.StartsWith('-') && words[0].Value.EndsWith('c'))
            commands.Add([words[1]], null, ShellVariables.Find, environments);
        else if (tool is "docker" or "kubectl" or "gcloud" or "crane" or "helm")
            commands.AddCommand([ShellWord.Of(new ScriptText(tool, static _ => default)), .. words.Select(word => ShellWord.Of(ScriptText.Of(source, word, ShellVariables.Find)))], ShellVariables.Find, environments);
    }

    private static bool IsBuilder(SourceMapping step) =>
        step.Scalar("name") is { } name
        && name.Value.StartsWith("gcr.io/", StringComparison.Ordinal)
        && (step["args"] ?? step["entrypoint"] ?? step["script"]) is not null
        && step["image"] is null;

    private static bool IsCloudBuildName(string fileName) => fileName.Contains("cloudbuild", StringComparison.OrdinalIgnoreCase);
}

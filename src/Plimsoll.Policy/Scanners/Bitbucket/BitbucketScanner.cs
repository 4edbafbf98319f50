using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Bitbucket;

/// <summary>
/// Bitbucket Pipelines: the image of the file, of steps and of services, pipes named as <c>docker://</c>, and the commands of scripts. Variables are
/// set outside the file and unknown.
/// </summary>
internal sealed class BitbucketScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("pipelines"u8) && (content.HasImage || content.HasCommand);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && document["pipelines"] is SourceMapping pipelines
        && (context.File.Name.StartsWith("bitbucket-pipelines", StringComparison.OrdinalIgnoreCase)
            || pipelines["default"] is SourceSequence
            || ((pipelines["branches"] ?? pipelines["custom"] ?? pipelines["pull-requests"] ?? pipelines["tags"]) is SourceMapping sections
                && sections.Effective().Any(section => section.Value is SourceSequence)));

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var images = new PipelineImages(context, FileKinds.Bitbucket, ShellVariables.Find);
        var commands = new ShellImages(context, FileKinds.Bitbucket);
        Image(document["image"], images);
        if (document["definitions"] is SourceMapping definitions)
        {
            if (definitions["services"] is SourceMapping services)
                foreach (var (_, service) in services.Effective())
                    Image((service as SourceMapping)?["image"], images);
            Walk(definitions["steps"], images, commands, 0);
            Walk(definitions["pipelines"], images, commands, 0);
        }

        Walk(document["pipelines"], images, commands, 0);
        commands.Finish();
    }

    private static void Walk(SourceNode? node, PipelineImages images, ShellImages commands, int depth)
    {
        var environments = PipelineImages.NoVariables;
        if (node is null || depth > YamlReader.MaximumDepth || !images.Enters(node, ref environments))
            return;

        if (node is SourceSequence sequence)
        {
            foreach (var item in sequence.Items)
                Walk(item, images, commands, depth + 1);
        }
        else if (node is SourceMapping mapping)
        {
            foreach (var (key, value) in mapping.Effective())
            {
                if (key.Value == "step")
                    Step(value as SourceMapping, images, commands);
                else
                    Walk(value, images, commands, depth + 1);
            }
        }
    }

    private static void Step(SourceMapping? step, PipelineImages images, ShellImages commands)
    {
        Image(step?["image"], images);
        foreach (var key in (ReadOnlySpan<string>)["script", "after-script"])
        {
            commands.Add(commands.Lines(step?[key]));
            var environments = PipelineImages.NoVariables;
            if (step?[key] is SourceSequence script && images.Enters(script, ref environments))
                foreach (var pipe in script.Items.OfType<SourceMapping>())
                    images.Add(pipe["pipe"], environments, "docker://");
        }
    }

    private static void Image(SourceNode? image, PipelineImages images) =>
        images.Add(image is SourceMapping mapping ? mapping["name"] : image, PipelineImages.NoVariables);
}

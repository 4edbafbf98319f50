using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Drone;

/// <summary>Drone: the images of steps and services of pipelines that run in containers, and their commands. Variables are unknown.</summary>
internal sealed class DroneScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("kind"u8) && content.Has("pipeline"u8) && content.HasImage;

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && document.Scalar("kind")?.Value == "pipeline"
        && document["apiVersion"] is null
        && (document["steps"] ?? document["services"]) is SourceSequence;

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        if (document.Scalar("type")?.Value is "exec" or "ssh" or "digitalocean" or "macstadium")
            return;

        var images = new PipelineImages(context, FileKinds.Drone, ShellVariables.Find);
        var commands = new ShellImages(context, FileKinds.Drone);
        foreach (var key in (ReadOnlySpan<string>)["steps", "services"])
            if (document[key] is SourceSequence containers)
                foreach (var container in containers.Items.OfType<SourceMapping>())
                {
                    images.Add(container["image"], PipelineImages.NoVariables);
                    commands.Add(commands.Lines(container["commands"]), name => (container["environment"] as SourceMapping)?[name] is SourceScalar value ? [new LocatedScalar(value)] : null);
                }

        commands.Finish();
    }
}

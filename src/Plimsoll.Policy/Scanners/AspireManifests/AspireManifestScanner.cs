using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AspireManifests;

/// <summary>
/// Manifests that an application host of .NET Aspire writes for the tools that deploy it: the images of containers. Values and
/// defaults of parameters are resolved; a container that has a build, like a project, is built.
/// </summary>
internal sealed class AspireManifestScanner : DocumentScanner
{
    private const string Container = "container.v";

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("\"container.v"u8) && content.Has("\"image\""u8) && content.Has("\"resources\""u8);

    public override bool Recognises(SourceNode node, ScanContext context) => Resources(node) is { } resources && Containers(resources).Any();

    public override void Scan(SourceNode node, ScanContext context)
    {
        var resources = Resources(node)!;
        foreach (var container in Containers(resources))
            if (container["build"] is null && container["image"] is SourceScalar image)
                TemplatedImage.Add(context, new LocatedScalar(image), FileKinds.Aspire, DelimitedVariables.FindBraced, name => Value(resources, name));
    }

    private static SourceMapping? Resources(SourceNode node) => (node as SourceMapping)?["resources"] as SourceMapping;

    private static IEnumerable<SourceMapping> Containers(SourceMapping resources) =>
        resources.Effective().Select(entry => entry.Value).OfType<SourceMapping>().Where(resource => resource.Scalar("type")?.Value.StartsWith(Container, StringComparison.Ordinal) == true);

    /// <summary>What <c>name.value</c> and <c>name.inputs.value</c> stand for; <c>null</c> for what is known only once it runs.</summary>
    private static IReadOnlyList<LocatedScalar>? Value(SourceMapping resources, string name)
    {
        var resource = resources[name.Split('.')[0]] as SourceMapping;
        var value = name.Split('.')[1..] switch
        {
            ["value"] => resource?["value"],
            ["inputs", var input] => (((resource?["inputs"] as SourceMapping)?[input] as SourceMapping)?["default"] as SourceMapping)?["value"],
            _ => null,
        };
        return value is SourceScalar scalar ? [new LocatedScalar(scalar)] : null;
    }
}

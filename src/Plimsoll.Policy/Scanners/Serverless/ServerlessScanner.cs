using Plimsoll.Policy.Scanners.CloudFormation;
using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Serverless;

/// <summary>
/// Services of the Serverless Framework: images of functions, those that functions refer to by a name, arguments of builds, and
/// resources of CloudFormation. Variables of the file are resolved.
/// </summary>
internal sealed class ServerlessScanner : DocumentScanner
{
    private static readonly CloudFormationScanner CloudFormation = new();

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        (content.HasImage || content.Has("Image"u8)) && (IsServerlessName(file.Name) || (content.Has("provider"u8) && content.Has("functions"u8)));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && document["kind"] is null
        && (IsServerlessName(context.File.Name)
            ? (document["provider"] ?? document["functions"] ?? document["resources"]) is not null
            : document["provider"] is SourceMapping && document["functions"] is SourceMapping && document["service"] is not null);

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var images = new PipelineImages(context, FileKinds.Serverless, ServerlessVariables.Find);
        IReadOnlyList<ScalarLookup> variables = [ServerlessVariables.Of(document)];
        var named = ((document["provider"] as SourceMapping)?["ecr"] as SourceMapping)?["images"] as SourceMapping;
        foreach (var (_, value) in named?.Effective() ?? [])
        {
            var image = value as SourceMapping;
            images.Add(image is null ? value : image["uri"], variables);
            foreach (var argument in BuildArguments.Images(image?["buildArgs"], context.Source))
                images.Add(argument, variables);
        }

        foreach (var (_, function) in Mappings(document["functions"]).SelectMany(functions => functions.Effective()))
        {
            var image = (function as SourceMapping)?["image"];
            images.Add(image is SourceMapping parts ? parts["uri"] : image, variables, interpret: text => IsAddress(text) ? text : "");
            context.Pass(image as SourceScalar);
        }

        foreach (var resources in Mappings(document["resources"]))
            if (CloudFormation.Recognises(resources, context))
                CloudFormation.Scan(resources, context);
    }

    /// <summary>Whether it is an image, and not the name of one.</summary>
    private static bool IsAddress(string image) => image.AsSpan().ContainsAny('/', ':', '@') || image.Contains(ImageUse.Unknown);

    /// <summary>One mapping, or those of a list, which are merged.</summary>
    private static IEnumerable<SourceMapping> Mappings(SourceNode? node) => (node as SourceSequence)?.Items.OfType<SourceMapping>() ?? (node is SourceMapping one ? [one] : []);

    private static bool IsServerlessName(string name) =>
        name.StartsWith("serverless", StringComparison.Ordinal) && Path.GetExtension(name) is ".yml" or ".yaml" or ".json";
}

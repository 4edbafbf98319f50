using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CloudFormation;

/// <summary>
/// CloudFormation and SAM templates: the images of resources that run containers. References to parameters are resolved by
/// the parameters' defaults, which is what a stack is made with unless other values are given.
/// </summary>
internal sealed class CloudFormationScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("AWS::"u8) && content.Has("Image"u8) && content.Has("Resources"u8);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && document["Resources"] is SourceMapping resources
        && resources.Effective().Any(resource => TypeOf(resource.Value)?.StartsWith("AWS::", StringComparison.Ordinal) == true);

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var parameters = document["Parameters"] as SourceMapping;
        foreach (var (_, value) in ((SourceMapping)document["Resources"]!).Effective())
        {
            if (value is not SourceMapping resource || resource["Properties"] is not SourceMapping properties)
                continue;

            foreach (var image in Images(TypeOf(resource), properties))
                foreach (var text in CloudFormationText.Resolve(image))
                    DeclaredImage.Add(context, new LocatedScalar(text), FileKinds.CloudFormation, CloudFormationText.FindPlaceholder, Lookup);
        }

        IReadOnlyList<LocatedScalar>? Lookup(string name) => CloudFormationText.Parameter(parameters, name);
    }

    private static string? TypeOf(SourceNode resource) => (resource as SourceMapping)?.Scalar("Type")?.Value;

    private static IEnumerable<SourceNode?> Images(string? type, SourceMapping properties) => type switch
    {
        "AWS::ECS::TaskDefinition" => Items(properties["ContainerDefinitions"], "Image"),
        "AWS::Lambda::Function" => [At(properties, "Code", "ImageUri")],
        "AWS::Serverless::Function" => [properties["ImageUri"]],
        "AWS::AppRunner::Service" => [At(properties, "SourceConfiguration", "ImageRepository", "ImageIdentifier")],
        "AWS::Batch::JobDefinition" => [At(properties, "ContainerProperties", "Image"), .. Items(At(properties, "EcsProperties", "TaskProperties", "Containers"), "Image")],
        "AWS::SageMaker::Model" => [At(properties, "PrimaryContainer", "Image"), .. Items(properties["Containers"], "Image")],
        _ => [],
    };

    private static SourceNode? At(SourceMapping mapping, params ReadOnlySpan<string> path)
    {
        SourceNode? node = mapping;
        foreach (var key in path)
            node = (node as SourceMapping)?[key];
        return node;
    }

    /// <summary>The values of a key in all items of a list; of a condition, in the items of both its branches.</summary>
    private static IEnumerable<SourceNode?> Items(SourceNode? list, string key) =>
        CloudFormationText.Branches(list).OfType<SourceSequence>()
            .SelectMany(items => items.Items)
            .SelectMany(item => CloudFormationText.Branches(item))
            .OfType<SourceMapping>()
            .Select(item => item[key]);
}

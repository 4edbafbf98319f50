using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzureResources;

/// <summary>The images of Azure's resources, in Bicep and in templates of the resource manager.</summary>
/// <param name="context">Where they are added.</param>
/// <param name="scope">What names stand for.</param>
/// <param name="kind">One of <see cref="FileKinds"/>.</param>
internal sealed class AzureImages(ScanContext context, DeclarationScope scope, string kind)
{
    private readonly HashSet<SourceNode> _visited = [];

    /// <summary>A cheap test of a file's text.</summary>
    public static bool MayHave(string text) =>
        (text.Contains("ontainer", StringComparison.Ordinal) && text.Contains("image", StringComparison.OrdinalIgnoreCase)) || text.Contains("FxVersion", StringComparison.Ordinal);

    /// <summary>Adds the images of a node and all below it.</summary>
    public void Scan(SourceNode node)
    {
        // Aliases could make it a graph; each node is walked once.
        if (!_visited.Add(node))
            return;

        switch (node)
        {
            case SourceSequence sequence:
                foreach (var item in sequence.Items)
                    Scan(item);
                break;
            case SourceAlternatives choice:
                foreach (var option in choice.Options)
                    Scan(option);
                break;
            case SourceMapping mapping:
                if (mapping["isMain"] is not null || IsSiteContainer(mapping.Scalar("type")))
                    Add(Image(mapping));
                foreach (var (key, value) in mapping.Entries)
                {
                    if (key is SourceScalar { Value: "containers" or "initContainers" })
                        Containers(value);
                    else if (key is SourceScalar { Value: "linuxFxVersion" or "windowsFxVersion" })
                        Add(value, "DOCKER|");
                    else if (key is SourceScalar { Value: "containerImageNames" })
                        foreach (var name in scope.Items(new LocatedNode(value, context.Source)))
                            Add(name.Node as SourceScalar);
                    else if (IsSiteContainer(key as SourceScalar))
                        foreach (var body in scope.Items(new LocatedNode(value, context.Source)))
                            Add(body.Node is SourceMapping container ? Image(container) : null);
                    Scan(value);
                }

                break;
        }
    }

    private void Containers(SourceNode list)
    {
        foreach (var container in scope.Items(new LocatedNode(list, context.Source)))
            if (container.Node is SourceMapping mapping)
                Add(Image(mapping));
    }

    private static SourceNode? Image(SourceMapping container) => (container["properties"] as SourceMapping)?["image"] ?? container["image"];

    /// <summary>Whether a type, with or without a version, is that of a container of App Service.</summary>
    private static bool IsSiteContainer(SourceScalar? type) => type?.Value.Split('@')[0].EndsWith("sitecontainers", StringComparison.OrdinalIgnoreCase) == true;

    private void Add(SourceNode? image, string prefix = "")
    {
        foreach (var option in image is null ? [] : scope.Resolve(new LocatedNode(image, context.Source)))
            if (option.Node is SourceScalar { IsNull: false } scalar)
                DeclaredImage.Add(context, new LocatedScalar(scalar, option.Source), kind, DeclarationTemplate.FindInBicep, scope.Lookup, prefix);
    }
}

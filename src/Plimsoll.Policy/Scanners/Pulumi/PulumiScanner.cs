using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Pulumi;

/// <summary>
/// Programs of Pulumi that are written in YAML: the images of containers, and in other resources those that are nothing else.
/// Configuration has its defaults; what a resource of the file gives out is judged where that is declared.
/// </summary>
internal sealed class PulumiScanner : DocumentScanner
{
    private const string Fallback = "default";

    // Of these a text is an image, whatever it looks like; machines have images too.
    private static readonly string[] ContainerTypes = ["docker:", "kubernetes:", "awsx:ecs:", "aws:ecs", "aws:lambda", "aws:apprunner", "gcp:cloudrun", "azure-native:app:", "azure-native:containerinstance:", "azure:containerservice", "azure:containerapp", "fly:", "scaleway:container"];

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("resources"u8) && content.Has("type"u8) && content.Has("mage"u8) && (content.Has("runtime"u8) || IsName(file));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && ((document["runtime"] is { } runtime && ((runtime as SourceScalar) ?? (runtime as SourceMapping)?.Scalar("name"))?.Value == "yaml") || (IsName(context.File) && document["runtime"] is null))
        && (document["resources"] is SourceMapping || document["components"] is SourceMapping);

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        Program(document, context);
        foreach (var (_, component) in (document["components"] as SourceMapping)?.Effective() ?? [])
            if (component is SourceMapping program)
                Program(program, context);
    }

    private static bool IsName(CandidateFile file) => file.Name is "Pulumi.yaml" or "Pulumi.yml" or "Main.yaml" or "Main.yml" or "PulumiPlugin.yaml";

    private static void Program(SourceMapping program, ScanContext context)
    {
        if (program["resources"] is not SourceMapping resources)
            return;

        ScalarLookup variables = name => Value(program, name) is { } value ? [new LocatedScalar(value)] : null;
        var visited = new HashSet<SourceNode>();
        foreach (var (_, value) in resources.Effective())
            if (value is SourceMapping resource && resource.Scalar("type")?.Value is { } type && resource["properties"] is { } properties)
                Walk(properties, type, "");

        void Walk(SourceNode part, string type, string within)
        {
            if (!visited.Add(part))
                return;

            foreach (var item in (part as SourceSequence)?.Items ?? [])
                Walk(item, type, within);
            foreach (var (key, value) in (part as SourceMapping)?.Effective() ?? [])
            {
                if (value is SourceScalar scalar && IsImage(type, key.Value))
                    Add(scalar, type, within);
                else
                    Walk(value, type, key.Value);
            }
        }

        void Add(SourceScalar image, string type, string within)
        {
            // What another resource makes is an image that it names, or one that is built.
            if (PulumiVariables.Find(image.Value, 0) is { Start: 0 } whole && whole.End == image.Value.Length && resources[Root(whole)] is not null)
            {
                context.Pass(image);
                return;
            }

            var isContainer = Array.Exists(ContainerTypes, prefix => type.StartsWith(prefix, StringComparison.Ordinal)) || within.Contains("container", StringComparison.OrdinalIgnoreCase);
            if (isContainer || TemplatedImage.Values(context, new LocatedScalar(image), PulumiVariables.Find, variables).Any(value => ReferenceText.IsCertain(value.Resolved.Replace(ImageUse.Unknown, 'x'))))
                TemplatedImage.Add(context, new LocatedScalar(image), FileKinds.Pulumi, PulumiVariables.Find, variables);
        }
    }

    private static string Root(Placeholder whole) => whole.Terms[0].Name?.Split('.', '[')[0] ?? "";

    /// <summary>The key of an image; that of a build is where it goes, and no image that is used.</summary>
    private static bool IsImage(string type, string key) =>
        type is "docker:RemoteImage" or "docker:index/remoteImage:RemoteImage" ? key == "name" : key is "image" or "imageUri" or "imageIdentifier" or "registryImage";

    /// <summary>A variable of the program, or the default of its configuration.</summary>
    private static SourceScalar? Value(SourceMapping program, string name) =>
        (program["variables"] as SourceMapping)?[name] as SourceScalar ?? Configured(program["config"], name) ?? Configured(program["configuration"], name) ?? Configured(program["inputs"], name);

    private static SourceScalar? Configured(SourceNode? configuration, string name) => (configuration as SourceMapping)?[name] switch
    {
        SourceScalar value => value,
        SourceMapping declared => (declared["value"] ?? declared[Fallback]) as SourceScalar,
        _ => null,
    };
}

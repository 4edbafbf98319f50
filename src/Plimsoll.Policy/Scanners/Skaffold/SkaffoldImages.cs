using Plimsoll.Policy.Scanners.CustomResources;
using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Skaffold;

/// <summary>
/// The images of a configuration of Skaffold, wherever its keys stand: in the configuration itself, in profiles and in their
/// patches. An image that it builds is not judged.
/// </summary>
/// <param name="context">Where they are added.</param>
/// <param name="built">What Skaffold builds.</param>
internal sealed class SkaffoldImages(ScanContext context, SkaffoldArtifacts built)
{
    // The path of a patch is a text, which can be of any length.
    private const int MaximumSegments = 32;
    private const string EngineScheme = "docker://";
    private const string RegistryScheme = "registry://";

    private static readonly VariableLookup NoVariables = static _ => null;

    private readonly HashSet<(SourceNode, string)> _visited = [];
    private readonly SkaffoldCommands _commands = new(context, built);
    private readonly SkaffoldReleases _releases = new(context, built);

    /// <summary>Adds those of one document.</summary>
    public void Add(SourceMapping document)
    {
        Walk(document, "");
        _commands.Finish();
    }

    /// <summary>Walks what stands behind a key; the items of a list are behind the key of the list.</summary>
    private void Walk(SourceNode node, string key)
    {
        if (!_visited.Add((node, key)))
            return;

        foreach (var item in (node as SourceSequence)?.Items ?? [])
            Walk(item, key);
        foreach (var (name, value) in (node as SourceMapping)?.Effective() ?? [])
            if (value is SourceScalar scalar)
                Scalar(name.Value, scalar, key);
            else
                Section(name.Value, value, key);
    }

    private void Scalar(string name, SourceScalar value, string parent)
    {
        switch (name)
        {
            case "image" or "imageName" when parent is "artifacts" or "test" or "requires":
                context.Pass(value);
                break;
            case "image" when parent is "container" or "containers" or "kaniko":
            case "builder" when parent == "buildpacks":
                Use(value);
                break;
            case "buildCommand":
            case "command" when SkaffoldCommands.IsHost(parent):
                _commands.Add(value);
                break;
            default:
                // All keys of Skaffold that end so name images: fromImage, runImage, initImage, kanikoImage and others.
                if (name.EndsWith("Image", StringComparison.Ordinal))
                    Use(value);
                break;
        }
    }

    private void Section(string name, SourceNode value, string parent)
    {
        switch (name)
        {
            case "metadata" or "labels" or "annotations":
                break;
            case "buildArgs":
                foreach (var image in BuildArguments.Images(value, context.Source))
                    Use(image);
                break;
            case "buildpacks" when value is SourceSequence list:
                foreach (var item in list.Items.OfType<SourceScalar>().Where(item => item.Value.StartsWith(EngineScheme, StringComparison.Ordinal) || ImageText.IsEvident(item)))
                    Use(item);
                break;
            case "releases":
                foreach (var release in (value as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
                    _releases.Add(release);
                break;
            case "patches" when parent == "profiles":
                foreach (var patch in (value as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
                    Patch(patch);
                break;
            case "command" when SkaffoldCommands.IsHost(parent):
                _commands.Add(value);
                break;
            default:
                Walk(value, name);
                break;
        }
    }

    /// <summary>A patch of a profile is read as what it adds, at its place.</summary>
    private void Patch(SourceMapping patch)
    {
        if (patch.Scalar("path") is not { IsNull: false } path || patch["value"] is not { } node)
            return;

        var segments = path.Value.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length is 0 or > MaximumSegments)
            return;

        foreach (var segment in segments.Reverse())
        {
            if (segment == "-" || segment.All(char.IsAsciiDigit))
            {
                var list = new SourceSequence();
                list.Items.Add(node);
                node = list;
                continue;
            }

            var mapping = new SourceMapping();
            mapping.Entries.Add(new(new SourceScalar(segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), isPlain: false, path.Start, path.End), node));
            node = mapping;
        }

        Walk(node, "");
    }

    private void Use(SourceScalar image)
    {
        var scheme = Array.Find([EngineScheme, RegistryScheme], scheme => image.Value.StartsWith(scheme, StringComparison.Ordinal)) ?? "";
        if (built.Contains(image.Value[scheme.Length..]) || image.Value.StartsWith("tar://", StringComparison.Ordinal))
            context.Pass(image);
        else if (scheme.Length > 0)
            context.Add(new SourceScalar(image.Value[scheme.Length..], isPlain: false, context.Source.Text.AsSpan(image.Start).StartsWith(scheme) ? image.Start + scheme.Length : image.Start, image.End), FileKinds.Skaffold, NoVariables);
        else
            context.Add(image, FileKinds.Skaffold, NoVariables);
    }
}

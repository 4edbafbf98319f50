using Plimsoll.MetadataAction.Inputs;
using Plimsoll.Oci;
using Plimsoll.Publishing.Initialization.Drafts;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Initialization.Sources;

/// <summary>Converts the steps docker/metadata-action and docker/build-push-action of workflows and composite actions.</summary>
internal static class GitHubWorkflows
{
    /// <summary>Inputs that say how the action hands over its result; there is nothing to convert.</summary>
    private static readonly string[] OfResult = ["sep-tags", "sep-labels", "sep-annotations", "bake-target", "github-token"];

    public static void Read(RepositoryTree tree, string? repository, ConfigurationDraft draft)
    {
        foreach (var file in tree.Files.Where(IsWorkflow))
        {
            if (YamlTree.Read(tree, file, draft) is not { } root)
                continue;

            var terms = new WorkflowTerms(root, repository);
            foreach (var step in YamlTree.Mappings(root))
                if (YamlTree.Text(step, "uses") is { } action && YamlTree.Child(step, "with") is var inputs)
                    if (action.StartsWith("docker/metadata-action@", StringComparison.Ordinal))
                        ReadMetadata(file, inputs, step.Start.Line, terms, draft);
                    else if (action.StartsWith("docker/build-push-action@", StringComparison.Ordinal))
                        ReadBuild(tree, file, inputs, step.Start.Line, terms, draft);
        }
    }

    private static bool IsWorkflow(string file) =>
        Path.GetExtension(file) is ".yml" or ".yaml"
        && (file.StartsWith(".github/workflows/", StringComparison.Ordinal) || (Path.GetFileNameWithoutExtension(file) == "action" && file.StartsWith(".github/actions/", StringComparison.Ordinal)));

    private static void ReadMetadata(string file, YamlNode? inputs, long line, WorkflowTerms terms, ConfigurationDraft draft)
    {
        try
        {
            var flavor = Flavor.Parse(RuleList.Split(YamlTree.Text(inputs, "flavor") ?? ""));
            ReadImages(file, YamlTree.Child(inputs, "images"), terms, draft);
            var tags = YamlTree.Child(inputs, "tags") as YamlScalarNode;
            draft.SetTags(
                new MetadataRules(flavor, terms, (entry, reason) => draft.Unconverted(file, LineOf(tags, entry) ?? line, $"{entry}: {reason}")).Convert(RuleList.Split(tags?.Value ?? "")),
                file, tags?.Start.Line ?? line);
            ReadLabels(file, YamlTree.Child(inputs, "labels") as YamlScalarNode, terms, draft);
            foreach (var (name, value, at) in YamlTree.Members(inputs).Where(input => input.Name is not ("images" or "tags" or "flavor" or "labels") && !OfResult.Contains(input.Name)))
                draft.Unconverted(file, at, $"{name}: {Reason(name)}");
        }
        catch (PlimsollException exception)
        {
            draft.Unconverted(file, line, $"docker/metadata-action: {exception.Message}");
        }
    }

    private static string Reason(string name) => name switch
    {
        "context" => "tags are always derived from the git repository",
        "annotations" => "write labels, which are annotations of the image too",
        _ => "docker/metadata-action has no such input",
    };

    private static void ReadImages(string file, YamlNode? node, WorkflowTerms terms, ConfigurationDraft draft)
    {
        foreach (var image in ImageList.Parse(RuleList.Split((node as YamlScalarNode)?.Value ?? "")).Where(image => image.IsEnabled))
            if (terms.Expand(image.Name) is { } name)
                draft.NameImage(name, file, LineOf(node as YamlScalarNode, image.Name));
            else
                draft.Unconverted(file, LineOf(node as YamlScalarNode, image.Name), $"image {image.Name}: the value of the expression is not in the repository");
    }

    private static void ReadLabels(string file, YamlScalarNode? node, WorkflowTerms terms, ConfigurationDraft draft)
    {
        foreach (var entry in RuleList.Split(node?.Value ?? ""))
            if (entry.Split('=', 2) is [var name, var value] && terms.Expand(value) is { } text && !text.Contains("{{", StringComparison.Ordinal))
            {
                draft.Labels[name] = text;
                draft.Converted(file, LineOf(node, entry), $"label {name}");
            }
            else
            {
                draft.Unconverted(file, LineOf(node, entry), $"label {entry}: labels are fixed texts");
            }
    }

    private static void ReadBuild(RepositoryTree tree, string file, YamlNode? inputs, long line, WorkflowTerms terms, ConfigurationDraft draft)
    {
        var context = Expand("context") ?? ".";
        if (context.StartsWith("{{", StringComparison.Ordinal))
            context = ".";
        var folder = RepositoryTree.Join("", context);
        var dockerfile = Expand("file") is { } named ? RepositoryTree.Join("", named) : folder is null ? null : RepositoryTree.Join(folder, "Dockerfile");
        if (folder is null || dockerfile is null || !tree.Files.Contains(dockerfile))
        {
            draft.Unconverted(file, line, $"docker/build-push-action: there is no Dockerfile {Expand("file") ?? $"in {context}"} in the repository");
            return;
        }

        if (draft.Images.Exists(image => image.Path == dockerfile))
            return;

        draft.Images.Add(new DraftImage
        {
            Name = Dockerfiles.NameOf(tree, dockerfile),
            Kind = "dockerfile",
            Path = dockerfile,
            Context = folder.Length == 0 ? "." : folder,
            Target = Expand("target"),
            Platforms = [.. (Expand("platforms") ?? "").Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Arguments = ReadArguments(file, YamlTree.Child(inputs, "build-args") as YamlScalarNode, terms, draft),
        });
        draft.Converted(file, line, $"docker/build-push-action builds {dockerfile}");
        foreach (var (name, _, at) in YamlTree.Members(inputs).Where(input => input.Name is "secrets" or "ssh" or "build-contexts" or "outputs" or "no-cache"))
            draft.Unconverted(file, at, $"{name}: {(name == "secrets" ? "write the secrets in build.secrets, as docker buildx build --secret accepts them" : "there is no such setting")}");

        string? Expand(string name) => YamlTree.Text(inputs, name) is { Length: > 0 } text ? terms.Expand(text) : null;
    }

    private static Dictionary<string, string> ReadArguments(string file, YamlScalarNode? node, WorkflowTerms terms, ConfigurationDraft draft)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in (node?.Value ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (entry.Split('=', 2) is [var name, var value] && terms.Expand(value) is { } text)
                arguments[name] = text;
            else
                draft.Unconverted(file, LineOf(node, entry), $"build argument {entry}: arguments are fixed texts");
        return arguments;
    }

    /// <summary>The line of an entry: those of a block begin behind its sign.</summary>
    private static long? LineOf(YamlScalarNode? node, string entry)
    {
        if (node?.Value is not { } text)
            return null;
        var index = text.Split('\n').ToList().FindIndex(row => row.Contains(entry, StringComparison.Ordinal) || row.Trim().Trim('"') == entry);
        var isBlock = node.Style is YamlDotNet.Core.ScalarStyle.Literal or YamlDotNet.Core.ScalarStyle.Folded;
        return node.Start.Line + Math.Max(0, index) + (isBlock ? 1 : 0);
    }
}

using System.Text.RegularExpressions;
using Plimsoll.Publishing.Initialization.Drafts;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Initialization.Sources;

/// <summary>Converts the task Docker@2 of Azure Pipelines.</summary>
internal static partial class AzureDockerTasks
{
    public static void Read(RepositoryTree tree, ConfigurationDraft draft)
    {
        foreach (var file in tree.Files.Where(file => PipelineFile.IsMatch(file)))
        {
            if (YamlTree.Read(tree, file, draft) is not { } root)
                continue;

            var variables = ReadVariables(root);
            foreach (var step in YamlTree.Mappings(root).Where(step => YamlTree.Text(step, "task")?.StartsWith("Docker@", StringComparison.OrdinalIgnoreCase) == true))
                ReadTask(tree, file, step, text => Expand(text, variables), draft);
        }
    }

    private static void ReadTask(RepositoryTree tree, string file, YamlMappingNode step, Func<string, string> expand, ConfigurationDraft draft)
    {
        var inputs = YamlTree.Child(step, "inputs");
        var command = (YamlTree.Text(inputs, "command") ?? "buildAndPush").ToLowerInvariant();
        if (command is not ("buildandpush" or "build" or "push"))
            return;

        var tags = new TemplatedTags();
        string? dockerfile = null;
        var context = (string?)null;
        foreach (var (name, value, line) in YamlTree.Members(inputs))
        {
            var text = expand((value as YamlScalarNode)?.Value ?? "");
            switch (name.ToLowerInvariant())
            {
                case "command":
                    break;
                case "containerregistry" when Host.IsMatch(text):
                    draft.NameRegistry(text, file, line);
                    break;
                case "containerregistry":
                    draft.Unconverted(file, line, $"containerRegistry {text}: it is the name of a service connection; write the host of the registry in 'registry', and its credentials in PLIMSOLL_REGISTRY_USERNAME and PLIMSOLL_REGISTRY_PASSWORD");
                    break;
                case "repository" when text.Contains("$(", StringComparison.Ordinal):
                    draft.Unconverted(file, line, $"repository {text}: the value of the variable is not in the file");
                    break;
                case "repository":
                    draft.NameImage(text, file, line);
                    break;
                case "tags":
                    ReadTags(file, text, line + ((value as YamlScalarNode)?.Style is YamlDotNet.Core.ScalarStyle.Literal ? 1 : 0), tags, draft);
                    draft.SetTags(tags.Entries, file, line);
                    break;
                case "dockerfile":
                    dockerfile = text;
                    break;
                case "buildcontext":
                    context = text;
                    break;
                default:
                    draft.Unconverted(file, line, $"{name} {text.ReplaceLineEndings(" ")}: {(name.Equals("arguments", StringComparison.OrdinalIgnoreCase) ? "write build arguments in 'args' and the stage in 'target' of 'build'" : "there is no such setting")}");
                    break;
            }
        }

        if (command != "push")
            AddBuild(tree, file, step.Start.Line, dockerfile ?? "**/Dockerfile", context ?? "**", draft);
    }

    private static void ReadTags(string file, string text, long line, TemplatedTags tags, ConfigurationDraft draft)
    {
        var rows = text.Split('\n');
        for (var index = 0; index < rows.Length; index++)
            foreach (var tag in rows[index].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                if (!tags.AddAzure(tag))
                    draft.Unconverted(file, line + index, $"tag {tag}: {(tag.Contains("BuildId", StringComparison.OrdinalIgnoreCase) || tag.Contains("BuildNumber", StringComparison.OrdinalIgnoreCase) ? "the number of a run says nothing about the commit; the strategies sha and date do" : "the value of the variable is not in the file")}");
    }

    /// <summary>The task takes a pattern, and the folder of the Dockerfile as the context.</summary>
    private static void AddBuild(RepositoryTree tree, string file, long line, string pattern, string context, ConfigurationDraft draft)
    {
        var path = RepositoryTree.Join("", Root.Replace(pattern, ""));
        var dockerfile = path is null ? null : path.StartsWith("**/", StringComparison.Ordinal) ? tree.Files.FirstOrDefault(found => found == path[3..] || found.EndsWith(path[2..], StringComparison.Ordinal)) : tree.Files.FirstOrDefault(found => found == path);
        if (dockerfile is null)
        {
            draft.Unconverted(file, line, $"Dockerfile {pattern}: there is no such file in the repository");
            return;
        }

        if (draft.Images.Exists(image => image.Path == dockerfile))
            return;
        var folder = context == "**" ? RepositoryTree.FolderOf(dockerfile) : RepositoryTree.Join("", Root.Replace(context, "")) ?? "";
        draft.Images.Add(new DraftImage { Name = Dockerfiles.NameOf(tree, dockerfile), Kind = "dockerfile", Path = dockerfile, Context = folder.Length == 0 ? "." : folder });
        draft.Converted(file, line, $"Docker@2 builds {dockerfile}");
    }

    private static Dictionary<string, string> ReadVariables(YamlNode root)
    {
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var block in YamlTree.Mappings(root).Select(mapping => YamlTree.Child(mapping, "variables")).OfType<YamlNode>())
        {
            foreach (var (name, value, _) in YamlTree.Members(block))
                if (value is YamlScalarNode { Value: { } text })
                    variables.TryAdd(name, text);
            foreach (var entry in YamlTree.Items(block))
                if (YamlTree.Text(entry, "name") is { } name && YamlTree.Text(entry, "value") is { } text)
                    variables.TryAdd(name, text);
        }

        return variables;
    }

    private static string Expand(string text, Dictionary<string, string> variables)
    {
        // A variable may name another.
        for (var round = 0; round < 5; round++)
            text = Variable.Replace(text, match => variables.GetValueOrDefault(match.Groups["name"].Value) ?? match.Value);
        return text;
    }

    [GeneratedRegex(@"(?:\A|/)(?:azure-pipelines[^/]*|\.azure-pipelines/[^/]+|\.azuredevops/[^/]+|pipelines/[^/]+|\.pipelines/[^/]+)\.ya?ml\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PipelineFile { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Host { get; }

    [GeneratedRegex(@"\$\((?<name>[A-Za-z0-9_.]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Variable { get; }

    [GeneratedRegex(@"\A\$\((?:Build\.SourcesDirectory|System\.DefaultWorkingDirectory|Build\.Repository\.LocalPath)\)/?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Root { get; }
}

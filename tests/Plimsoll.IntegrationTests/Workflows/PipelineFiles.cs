using Plimsoll.Testing;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.IntegrationTests.Workflows;

/// <summary>The files of this repository that CI hosts run, for itself and for others.</summary>
internal static class PipelineFiles
{
    /// <summary>Paths from the root of the repository.</summary>
    public static IEnumerable<string> All => GitHubActions.Concat(GitHubWorkflows).Concat(Azure).Concat(GitLab);

    public static IEnumerable<string> GitHubActions => Find(".github/actions", "action.yml", SearchOption.AllDirectories);

    public static IEnumerable<string> GitHubWorkflows => Find(".github/workflows", "*.yml", SearchOption.TopDirectoryOnly);

    public static IEnumerable<string> Azure => Find("build/azure", "*.yml", SearchOption.TopDirectoryOnly);

    public static IEnumerable<string> GitLab => Find("templates", "*.yml", SearchOption.TopDirectoryOnly);

    public static string Read(string path) => File.ReadAllText(Path.Combine(NativeCommand.RepositoryRoot, path));

    /// <summary>The scripts in a file.</summary>
    public static IReadOnlyList<string> Scripts(string path) => [.. YamlMap.Documents(Read(path))
        .SelectMany(document => document.AllNodes).OfType<YamlMappingNode>()
        .SelectMany(mapping => mapping.Children)
        .Where(pair => pair.Key is YamlScalarNode { Value: "run" or "bash" or "script" or "before_script" or "after_script" or "pwsh" or "powershell" })
        .SelectMany(pair => pair.Value is YamlSequenceNode lines ? lines.Children : [pair.Value])
        .OfType<YamlScalarNode>()
        .Select(script => script.Value!)];

    private static IEnumerable<string> Find(string folder, string pattern, SearchOption option) =>
        Path.Combine(NativeCommand.RepositoryRoot, folder) is var full && Directory.Exists(full)
            ? Directory.EnumerateFiles(full, pattern, option).Select(path => Path.GetRelativePath(NativeCommand.RepositoryRoot, path)).Order(StringComparer.Ordinal)
            : [];
}

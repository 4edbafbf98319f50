using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI.Generation.Azure;

/// <summary>What starts a pipeline. Where nothing is said, Azure builds each push of a branch, and each pull request from GitHub.</summary>
internal sealed class AzureTriggers(AzurePipelinesAttribute pipeline)
{
    /// <exception cref="BuildException">A name is empty or has several lines (exit code 2).</exception>
    public YamlNode? CreatePush() => pipeline.TriggerDisabled ? "none" : Fill(new YamlMap
    {
        { "batch", pipeline.Batch is { } batch ? new YamlScalar(batch) : null },
        { "branches", CreateBranches(pipeline.TriggerBranchesInclude, pipeline.TriggerBranchesExclude, pipeline.TriggerPathsInclude, pipeline.TriggerPathsExclude) },
        { "paths", CreateFilter(pipeline.TriggerPathsInclude, pipeline.TriggerPathsExclude) },
        { "tags", CreateFilter(pipeline.TriggerTagsInclude, pipeline.TriggerTagsExclude) },
    });

    /// <exception cref="BuildException">A name is empty or has several lines (exit code 2).</exception>
    public YamlNode? CreatePullRequest() => pipeline.PullRequestsDisabled ? "none" : Fill(new YamlMap
    {
        { "autoCancel", pipeline.AutoCancel is { } cancel ? new YamlScalar(cancel) : null },
        { "branches", CreateBranches(pipeline.PullRequestsBranchesInclude, pipeline.PullRequestsBranchesExclude, pipeline.PullRequestsPathsInclude, pipeline.PullRequestsPathsExclude) },
        { "paths", CreateFilter(pipeline.PullRequestsPathsInclude, pipeline.PullRequestsPathsExclude) },
    });

    private static YamlMap? Fill(YamlMap map) => map.Count > 0 ? map : null;

    /// <summary>Azure takes paths only together with branches.</summary>
    private YamlMap? CreateBranches(string[] included, string[] excluded, string[] includedPaths, string[] excludedPaths) =>
        CreateFilter(included.Length + excluded.Length == 0 && includedPaths.Length + excludedPaths.Length > 0 ? ["*"] : included, excluded);

    private YamlMap? CreateFilter(string[] included, string[] excluded) =>
        Fill(new YamlMap { { "include", [.. included.Select(Unquote)] }, { "exclude", [.. excluded.Select(Unquote)] } });

    /// <summary>Builds of NUKE, which writes names as they are, have those in quotes that YAML needs quotes for.</summary>
    private string Unquote(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
            throw pipeline.CreateError("has a branch, tag or path that is empty or has several lines", "Write one in each text.");
        return name.Length > 2 && (name[0] is '\'' or '"') && name[0] == name[^1] ? name[1..^1] : name;
    }
}

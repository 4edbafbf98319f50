using Plimsoll.Build.CI.Generation.GitHub;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>A push or a pull request, or with <see cref="GitHubActionsTrigger.WorkflowDispatch"/> somebody who starts the workflow by hand.</summary>
public class GitHubActionsVcsTrigger : GitHubActionsDetailedTrigger
{
    /// <summary>The event.</summary>
    public GitHubActionsTrigger Kind { get; set; }

    /// <summary>The branches that are pushed, or that a pull request is into; patterns are allowed.</summary>
    public string[] Branches { get; set; } = [];

    /// <summary>The branches that do not start it.</summary>
    public string[] BranchesIgnore { get; set; } = [];

    /// <summary>The tags that are pushed.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>The tags that do not start it.</summary>
    public string[] TagsIgnore { get; set; } = [];

    /// <summary>One of these paths has to have changed.</summary>
    public string[] IncludePaths { get; set; } = [];

    /// <summary>Another path than these has to have changed.</summary>
    public string[] ExcludePaths { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer)
    {
        var name = GitHubNames.Of(Kind);
        CheckOne(name, "branches", Branches, BranchesIgnore);
        CheckOne(name, "tags", Tags, TagsIgnore);
        var conditions = new YamlMap { { "branches", Branches }, { "branches-ignore", BranchesIgnore }, { "tags", Tags }, { "tags-ignore", TagsIgnore } };

        // Where paths are only left out, GitHub has a list for those; together they are one list.
        if (IncludePaths.Length == 0)
            conditions.Add("paths-ignore", ExcludePaths);
        else
            conditions.Add("paths", [.. IncludePaths, .. ExcludePaths.Select(path => $"!{path}")]);
        writer.Write(new YamlMap { { name, conditions } });
    }

    private static void CheckOne(string name, string what, string[] included, string[] ignored)
    {
        if (included.Length > 0 && ignored.Length > 0)
            throw BuildException.Usage($"The event {name} has {what} and {what}-ignore, which GitHub does not take together.", $"Write what is left out as \"!name\" among the {what}.");
    }
}

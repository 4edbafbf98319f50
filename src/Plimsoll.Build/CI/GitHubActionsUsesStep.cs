using System.Text.RegularExpressions;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Runs an action: one of another repository by the commit of a version, because a tag can be moved to other code, or one of this repository.</summary>
/// <example>
/// <code>
/// new GitHubActionsUsesStep("actions/setup-java", "c5195efecf7bdfc987ee8bae7a71cb8b11521c00", "v4.7.1") { With = { ["java-version"] = "21" } }
/// </code>
/// </example>
public partial class GitHubActionsUsesStep : GitHubActionsStep
{
    /// <summary>Runs an action of another repository.</summary>
    /// <param name="action">Owner and name of the repository, and where it has several the folder: <c>actions/cache/restore</c>.</param>
    /// <param name="commit">The commit, in 40 hexadecimal digits.</param>
    /// <param name="version">The version that the commit is, which stands beside it for readers and for tools that update both: <c>v4.7.1</c>.</param>
    public GitHubActionsUsesStep(string action, string commit, string version)
    {
        Action = action;
        Commit = commit;
        Version = version;
    }

    /// <summary>Runs an action of this repository, which has to be checked out.</summary>
    /// <param name="folder">Its folder: <c>./.github/actions/prepare</c>.</param>
    public GitHubActionsUsesStep(string folder) => Action = folder;

    /// <summary>Owner and name of the action, or the folder of one of this repository.</summary>
    public string Action { get; }

    /// <summary>The commit of the action; <c>null</c> for one of this repository.</summary>
    public string? Commit { get; }

    /// <summary>The version that the commit is; <c>null</c> for an action of this repository.</summary>
    public string? Version { get; }

    /// <summary>What the step is called; <c>null</c> for the action.</summary>
    public string? Name { get; set; }

    /// <summary>The inputs of the action, with expressions of GitHub where it takes them.</summary>
    public Dictionary<string, string> With { get; set; } = [];

    /// <summary>Environment variables, with expressions of GitHub as values.</summary>
    public Dictionary<string, string> Env { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer) => Write(writer, Name, new YamlMap
    {
        { "uses", CreateReference() },
        { "with", YamlMap.From(With) },
        { "env", YamlMap.From(Env) },
    });

    /// <exception cref="BuildException">It does not name one action, and no other (exit code 2).</exception>
    private YamlScalar CreateReference()
    {
        if (Commit is null)
            return Action.StartsWith("./", StringComparison.Ordinal) && !Action.Any(char.IsControl)
                ? new(Action)
                : throw BuildException.Usage($"The action '{Action}' is not pinned to a commit.", "Name its commit and version too; the folder of an action of this repository begins with './'.");
        if (!ActionName.IsMatch(Action))
            throw BuildException.Usage($"'{Action}' does not name an action.", "Write OWNER/REPOSITORY, or OWNER/REPOSITORY/FOLDER.");
        if (!CommitId.IsMatch(Commit))
            throw BuildException.Usage($"The action {Action} is pinned to '{Commit}', which is not a commit.", "Write all 40 hexadecimal digits: a tag or a branch can be moved to other code.");
        return string.IsNullOrWhiteSpace(Version) || Version.Any(char.IsControl)
            ? throw BuildException.Usage($"The action {Action} has no version beside its commit, or one of several lines.", "Write the version that the commit is: \"v4.7.1\".")
            : new($"{Action}@{Commit}") { Comment = Version };
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+\z")]
    private static partial Regex ActionName { get; }

    [GeneratedRegex(@"\A[0-9a-f]{40}\z")]
    private static partial Regex CommitId { get; }
}

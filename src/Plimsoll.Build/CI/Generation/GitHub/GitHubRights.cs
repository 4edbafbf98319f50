using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>What the token of a workflow, or of a job, may do: no more than is asked for.</summary>
internal static class GitHubRights
{
    /// <param name="read">What it may read.</param>
    /// <param name="write">What it may write, and so read.</param>
    /// <returns>The rights by name; an empty map leaves it none.</returns>
    /// <exception cref="BuildException">A right is asked for that there is not (exit code 2).</exception>
    public static YamlMap Create(IEnumerable<GitHubActionsPermissions> read, IEnumerable<GitHubActionsPermissions> write)
    {
        var rights = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var permission in read)
            rights[GitHubNames.Of(permission)] = permission != GitHubActionsPermissions.IdToken
                ? "read"
                : throw BuildException.Usage("Permissions read id-token, which can only be written.", "Name it in WritePermissions.");
        foreach (var permission in write)
            rights[GitHubNames.Of(permission)] = "write";
        return YamlMap.From(rights) ?? [];
    }
}

namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>What the token of a workflow, or of a job, may do: no more than is asked for.</summary>
internal static class GitHubRights
{
    /// <param name="workflow">What describes the workflow.</param>
    /// <param name="canWrite">Whether it may write what is asked for.</param>
    /// <exception cref="BuildException">A right is asked for that there is not (exit code 2).</exception>
    public static IReadOnlyDictionary<string, string> Create(GitHubActionsAttribute workflow, bool canWrite)
    {
        var rights = new SortedDictionary<string, string>(StringComparer.Ordinal) { [GitHubNames.Of(GitHubActionsPermissions.Contents)] = "read" };
        foreach (var permission in workflow.ReadPermissions)
            rights[GitHubNames.Of(permission)] = permission != GitHubActionsPermissions.IdToken
                ? "read"
                : throw workflow.CreateError("reads id-token, which can only be written", "Name it in WritePermissions.");
        foreach (var permission in canWrite ? workflow.WritePermissions : [])
            rights[GitHubNames.Of(permission)] = "write";
        return rights;
    }
}

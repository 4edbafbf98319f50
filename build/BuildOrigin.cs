using Plimsoll.Build;
using Plimsoll.Oci;
using Plimsoll.Publishing;

/// <summary>Where a build runs and what it is of.</summary>
/// <param name="Builder">A URI of who builds: the workflow or pipeline, or this machine.</param>
/// <param name="Repository">The address of the repository, or <c>null</c> where no CI host tells it.</param>
/// <param name="Run">The address of the run, or <c>null</c> outside of CI.</param>
/// <param name="Ref">The full name of the branch or tag that is built, or <c>null</c> outside of CI.</param>
/// <param name="Commit">The commit; <c>null</c> where files differ from it, or there is none.</param>
sealed record BuildOrigin(string Builder, string? Repository, string? Run, string? Ref, string? Commit)
{
    public static BuildOrigin Observe(IPlimsollBuild build)
    {
        string? Get(string name) => build.EnvironmentVariables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

        var commit = FindCommit(build.RootDirectory);
        if (Get("GITHUB_ACTIONS") is not null && Get("GITHUB_SERVER_URL") is { } server && Get("GITHUB_REPOSITORY") is { } name)
            return new($"{server}/{Get("GITHUB_WORKFLOW_REF")}", $"{server}/{name}", $"{server}/{name}/actions/runs/{Get("GITHUB_RUN_ID")}/attempts/{Get("GITHUB_RUN_ATTEMPT")}", Get("GITHUB_REF"), commit);
        if (Get("TF_BUILD") is not null && Get("SYSTEM_COLLECTIONURI") is { } collection)
        {
            var project = $"{collection}{Get("SYSTEM_TEAMPROJECTID")}/_build";
            return new($"{project}?definitionId={Get("SYSTEM_DEFINITIONID")}", Get("BUILD_REPOSITORY_URI"), $"{project}/results?buildId={Get("BUILD_BUILDID")}", Get("BUILD_SOURCEBRANCH"), commit);
        }

        return new("urn:plimsoll:local-build", null, null, null, commit);
    }

    private static string? FindCommit(AbsolutePath root)
    {
        try
        {
            var state = PlimsollHost.CreateDefault(new() { Directory = root }).ReadRepository();
            return state.IsDirty ? null : state.Head.Id;
        }
        catch (PlimsollException)
        {
            // An archive of the sources is packed too.
            return null;
        }
    }
}

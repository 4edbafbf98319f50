using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// A build step of TeamCity (jetbrains.com/help/teamcity, "Predefined build parameters"). Few parameters are environment
/// variables; the branch is only in the file of configuration parameters, which the file of system properties names.
/// </summary>
internal static class TeamCity
{
    private const string VcsBranch = "teamcity.build.vcs.branch.";
    private const string DefaultName = "<default>";

    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (environment("TEAMCITY_VERSION") is null)
            return null;

        var system = JavaProperties.Read(environment("TEAMCITY_BUILD_PROPERTIES_FILE"));
        var parameters = JavaProperties.Read(system.GetValueOrDefault("teamcity.configuration.properties.file"));
        var reference = Reference(parameters);
        var pullRequest = Parameter("teamcity.pullRequest.number") ?? GitRef.PullRequest(reference);
        var tag = GitRef.Tag(reference);
        var commit = environment("BUILD_VCS_NUMBER") ?? system.GetValueOrDefault("build.vcs.number") ?? Parameter("build.vcs.number");
        return new HostContext
        {
            Host = "TeamCity",
            Event = pullRequest is not null ? BuildEvent.PullRequest : Event(Parameter("teamcity.build.triggeredBy"), User(parameters), tag),
            CommitId = commit,

            // The pull request's own commit, unless TeamCity is configured to watch the merge, whose parents it does not name.
            PullRequestHeadId = pullRequest is null || GitRef.IsMerge(reference) ? null : commit,
            Branch = pullRequest is null ? GitRef.Branch(reference) : null,
            Tag = tag,
            PullRequest = pullRequest,
            PullRequestBranch = Branch(Parameter("teamcity.pullRequest.source.branch")),
            BaseBranch = Branch(Parameter("teamcity.pullRequest.target.branch")),
            DefaultBranch = GitRef.Branch(Parameter("vcsroot.branch")),
            Actor = User(parameters),
            RunUrl = environment("BUILD_URL") ?? RunUrl(Parameter("teamcity.serverUrl"), Parameter("teamcity.build.id") ?? system.GetValueOrDefault("teamcity.build.id")),
        };

        string? Parameter(string name) => parameters.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>
    /// The full name of what is built. TeamCity's own name for a branch is shortened by rules of the project; the full one is
    /// there for each repository of the build, and useful where there is one.
    /// </summary>
    private static string? Reference(IReadOnlyDictionary<string, string> parameters)
    {
        var references = parameters.Where(parameter => parameter.Key.StartsWith(VcsBranch, StringComparison.Ordinal)).Select(parameter => parameter.Value).Distinct().ToList();
        var name = references is [var only] ? only : parameters.GetValueOrDefault("teamcity.build.branch");
        if (name is null or "" or DefaultName)
            name = parameters.GetValueOrDefault("vcsroot.branch");
        return string.IsNullOrEmpty(name) || name.StartsWith("refs/", StringComparison.Ordinal) ? name : "refs/heads/" + name;
    }

    private static BuildEvent Event(string? triggeredBy, string? user, string? tag) => triggeredBy switch
    {
        not null when triggeredBy.Contains("Schedule Trigger", StringComparison.OrdinalIgnoreCase) => BuildEvent.Schedule,
        _ when user is not null => BuildEvent.Manual,
        _ when tag is not null => BuildEvent.Tag,
        _ => BuildEvent.Push,
    };

    private static string? User(IReadOnlyDictionary<string, string> parameters) =>
        parameters.GetValueOrDefault("teamcity.build.triggeredBy.username") is { Length: > 0 } user && user != "n/a" ? user : null;

    private static string? Branch(string? name) => GitRef.Branch(name) ?? name;

    private static string? RunUrl(string? server, string? build) =>
        server is null || build is null ? null : $"{server.TrimEnd('/')}/viewLog.html?buildId={Uri.EscapeDataString(build)}";
}

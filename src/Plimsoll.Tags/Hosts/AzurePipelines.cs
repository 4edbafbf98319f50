using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// A job of Azure Pipelines (learn.microsoft.com, "Predefined variables"). <c>BUILD_SOURCEBRANCHNAME</c> is never read:
/// it is only the last part of a branch's name.
/// </summary>
internal static class AzurePipelines
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (!string.Equals(environment("TF_BUILD"), "true", StringComparison.OrdinalIgnoreCase))
            return null;

        var reference = environment("BUILD_SOURCEBRANCH");
        var pullRequest = environment("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER") ?? environment("SYSTEM_PULLREQUEST_PULLREQUESTID") ?? GitRef.PullRequest(reference);
        return new HostContext
        {
            Host = "Azure Pipelines",
            Event = Event(environment("BUILD_REASON"), reference),
            CommitId = environment("BUILD_SOURCEVERSION"),
            PullRequestHeadId = environment("SYSTEM_PULLREQUEST_SOURCECOMMITID"),
            IsPullRequestMerge = GitRef.IsMerge(reference),
            Branch = pullRequest is null ? GitRef.Branch(reference) : null,
            Tag = GitRef.Tag(reference),
            PullRequest = pullRequest,
            PullRequestBranch = Branch(environment("SYSTEM_PULLREQUEST_SOURCEBRANCH")),
            BaseBranch = Branch(environment("SYSTEM_PULLREQUEST_TARGETBRANCH")),
            Actor = environment("BUILD_REQUESTEDFOR"),
            RunUrl = RunUrl(environment),
            BuilderId = Project(environment) is { } project && environment("SYSTEM_DEFINITIONID") is { } definition ? $"{project}/_build?definitionId={definition}" : null,
        };
    }

    private static BuildEvent Event(string? reason, string? reference) => reason switch
    {
        "PullRequest" => BuildEvent.PullRequest,
        "Schedule" => BuildEvent.Schedule,
        "Manual" => BuildEvent.Manual,
        _ when GitRef.Tag(reference) is not null => BuildEvent.Tag,
        _ => BuildEvent.Push,
    };

    /// <summary>Azure Repos writes <c>refs/heads/main</c>, GitHub <c>main</c>.</summary>
    private static string? Branch(string? name) => GitRef.Branch(name) ?? name;

    private static string? RunUrl(Func<string, string?> environment) =>
        Project(environment) is { } project && environment("BUILD_BUILDID") is { } build ? $"{project}/_build/results?buildId={build}" : null;

    private static string? Project(Func<string, string?> environment) =>
        (environment("SYSTEM_TEAMFOUNDATIONCOLLECTIONURI"), environment("SYSTEM_TEAMPROJECT")) is ({ } collection, { } project)
            ? $"{collection.TrimEnd('/')}/{Uri.EscapeDataString(project)}"
            : null;
}

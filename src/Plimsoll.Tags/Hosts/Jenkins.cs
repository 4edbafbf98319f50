using System.Text.RegularExpressions;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// A build of Jenkins: of a multibranch project (<c>BRANCH_NAME</c>, <c>CHANGE_ID</c>, <c>TAG_NAME</c>) or any other, where the
/// git plugin names the branch and the plugins GitHub Pull Request Builder and GitLab the pull request. What started a build Jenkins itself does not say; the plugins Build User Vars and EnvInject do.
/// </summary>
internal static partial class Jenkins
{
    /// <summary>An agent alone has the addresses; only a build has the tag.</summary>
    public static bool IsHost(Func<string, string?> environment) =>
        environment("BUILD_TAG")?.StartsWith("jenkins-", StringComparison.Ordinal) == true
        && environment("BUILD_NUMBER") is not null
        && (environment("JENKINS_URL") ?? environment("JENKINS_HOME")) is not null;

    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (!IsHost(environment))
            return null;

        var checkedOut = environment("GIT_BRANCH");
        var tag = environment("TAG_NAME") ?? GitRef.Tag(checkedOut);
        var pullRequest = environment("CHANGE_ID") ?? GitRef.Number(environment("ghprbPullId")) ?? GitRef.Number(environment("gitlabMergeRequestIid")) ?? PullRequestOf(checkedOut);
        var named = NameOf(checkedOut);
        var branch = pullRequest is null && tag is null ? environment("BRANCH_NAME") ?? WithoutOrigin(named) : null;
        return new HostContext
        {
            Host = "Jenkins",
            Event = Event(environment, pullRequest, tag),
            CommitId = environment("GIT_COMMIT"),
            Branch = branch,
            BranchMayNameRemote = environment("BRANCH_NAME") is null && branch == named && branch?.Contains('/') == true,
            Tag = tag,
            PullRequest = pullRequest,
            PullRequestHeadId = pullRequest is null ? null : environment("ghprbActualCommit") ?? environment("gitlabMergeRequestLastCommit"),
            PullRequestBranch = pullRequest is null ? null : environment("CHANGE_BRANCH") ?? environment("ghprbSourceBranch") ?? environment("gitlabSourceBranch"),
            BaseBranch = pullRequest is null ? null : environment("CHANGE_TARGET") ?? environment("ghprbTargetBranch") ?? environment("gitlabTargetBranch"),
            DefaultBranch = environment("BRANCH_IS_PRIMARY") == "true" ? branch : null,
            Actor = environment("BUILD_USER_ID") ?? environment("CHANGE_AUTHOR"),
            RunUrl = environment("BUILD_URL"),
            BuilderId = environment("JOB_URL"),
        };
    }

    private static BuildEvent Event(Func<string, string?> environment, string? pullRequest, string? tag) => (environment("BUILD_USER_ID"), environment("BUILD_CAUSE")) switch
    {
        _ when pullRequest is not null => BuildEvent.PullRequest,
        ("timer", _) or (_, "TIMERTRIGGER") => BuildEvent.Schedule,
        (_, "MANUALTRIGGER") => BuildEvent.Manual,
        (not null and not "scmChange" and not "upstream", null) => BuildEvent.Manual,
        _ when tag is not null => BuildEvent.Tag,
        _ => BuildEvent.Push,
    };

    /// <summary>The number of <c>refs/pull/12/head</c>, and of what a refspec of pull requests makes of it: <c>origin/pr/12/merge</c>.</summary>
    private static string? PullRequestOf(string? name) =>
        GitRef.PullRequest(name) ?? (name is not null && PullRequestName.Match(name) is { Success: true } match ? match.Groups["number"].Value : null);

    [GeneratedRegex(@"\A(?:refs/remotes/)?[^/]+/(?:pr|pull|pull-requests|merge-requests)/(?<number>[0-9]+)/(?:head|merge|from)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PullRequestName { get; }

    /// <summary><c>origin/main</c> of <c>refs/remotes/origin/main</c>; <c>null</c> where a commit was checked out instead of a branch.</summary>
    private static string? NameOf(string? name) =>
        name is null or "detached" or "HEAD" ? null
        : GitRef.Branch(name) ?? (name.StartsWith("refs/remotes/", StringComparison.Ordinal) ? name["refs/remotes/".Length..] : name);

    /// <summary><c>main</c> of <c>origin/main</c>; <c>upstream/main</c> as it is, because only git knows whether that is a remote's.</summary>
    private static string? WithoutOrigin(string? name)
    {
        const string Remote = "origin/";
        return name?.StartsWith(Remote, StringComparison.Ordinal) == true && name.Length > Remote.Length ? name[Remote.Length..] : name;
    }
}

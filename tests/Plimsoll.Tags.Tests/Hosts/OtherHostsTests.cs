using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Hosts;

public sealed class OtherHostsTests : IDisposable
{
    private const string Commit = Contexts.CommitId;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Azure_pipelines_takes_the_whole_name_of_a_branch() => Assert.Equal(
        new HostContext { Host = "Azure Pipelines", Event = BuildEvent.Push, CommitId = Commit, Branch = "feature/tools", Actor = "Ann", RunUrl = "https://dev.azure.com/acme/my%20app/_build/results?buildId=7" },
        Detect("TF_BUILD=True", "BUILD_REASON=IndividualCI", "BUILD_SOURCEBRANCH=refs/heads/feature/tools", "BUILD_SOURCEBRANCHNAME=tools", "BUILD_SOURCEVERSION=" + Commit, "BUILD_REQUESTEDFOR=Ann", "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI=https://dev.azure.com/acme/", "SYSTEM_TEAMPROJECT=my app", "BUILD_BUILDID=7"));

    [Theory]
    [InlineData("SYSTEM_PULLREQUEST_PULLREQUESTID=12", "refs/heads/")] // Azure Repos
    [InlineData("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER=12", "")] // GitHub, whose own id is another number
    [InlineData("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER=12 SYSTEM_PULLREQUEST_PULLREQUESTID=900100200", "")]
    public void Azure_pipelines_has_pull_requests_of_two_kinds(string number, string prefix) => Assert.Equal(
        new HostContext { Host = "Azure Pipelines", Event = BuildEvent.PullRequest, CommitId = Commit, PullRequestHeadId = "feed", IsPullRequestMerge = true, PullRequest = "12", PullRequestBranch = "feature/tools", BaseBranch = "main" },
        Detect(["TF_BUILD=True", "BUILD_REASON=PullRequest", "BUILD_SOURCEBRANCH=refs/pull/12/merge", "BUILD_SOURCEVERSION=" + Commit, "SYSTEM_PULLREQUEST_SOURCECOMMITID=feed", $"SYSTEM_PULLREQUEST_SOURCEBRANCH={prefix}feature/tools", $"SYSTEM_PULLREQUEST_TARGETBRANCH={prefix}main", .. number.Split(' ')]));

    [Theory]
    [InlineData("Schedule", BuildEvent.Schedule)]
    [InlineData("Manual", BuildEvent.Manual)]
    [InlineData("BatchedCI", BuildEvent.Push)]
    [InlineData("BuildCompletion", BuildEvent.Push)]
    public void Azure_pipelines_says_the_reason(string reason, BuildEvent expected) => Assert.Equal(expected, Detect("TF_BUILD=True", "BUILD_REASON=" + reason, "BUILD_SOURCEBRANCH=refs/heads/main").Event);

    [Fact]
    public void A_push_on_gitlab() => Assert.Equal(
        new HostContext { Host = "GitLab", Event = BuildEvent.Push, CommitId = Commit, Branch = "feature/tools", DefaultBranch = "main", Actor = "ann", RunUrl = "https://gitlab.com/acme/app/-/pipelines/7" },
        Detect("GITLAB_CI=true", "CI_PIPELINE_SOURCE=push", "CI_COMMIT_SHA=" + Commit, "CI_COMMIT_BRANCH=feature/tools", "CI_DEFAULT_BRANCH=main", "GITLAB_USER_LOGIN=ann", "CI_PIPELINE_URL=https://gitlab.com/acme/app/-/pipelines/7"));

    [Theory]
    [InlineData("", Commit, false)] // the pipeline of the branch
    [InlineData("feed", "feed", true)] // the pipeline of the merged result
    public void A_merge_request_on_gitlab(string sourceCommit, string last, bool isMerge) => Assert.Equal(
        new HostContext { Host = "GitLab", Event = BuildEvent.PullRequest, CommitId = Commit, PullRequestHeadId = last, IsPullRequestMerge = isMerge, PullRequest = "12", PullRequestBranch = "feature/tools", BaseBranch = "main" },
        Detect("GITLAB_CI=true", "CI_PIPELINE_SOURCE=merge_request_event", "CI_COMMIT_SHA=" + Commit, "CI_MERGE_REQUEST_IID=12", "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=" + sourceCommit, "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=feature/tools", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main"));

    [Theory]
    [InlineData("push", "CI_COMMIT_TAG=v1", BuildEvent.Tag)]
    [InlineData("schedule", "CI_COMMIT_BRANCH=main", BuildEvent.Schedule)]
    [InlineData("web", "CI_COMMIT_BRANCH=main", BuildEvent.Manual)]
    [InlineData("trigger", "CI_COMMIT_BRANCH=main", BuildEvent.Manual)]
    [InlineData("parent_pipeline", "CI_COMMIT_BRANCH=main", BuildEvent.Push)]
    public void Gitlab_says_the_source(string source, string reference, BuildEvent expected) => Assert.Equal(expected, Detect("GITLAB_CI=true", "CI_PIPELINE_SOURCE=" + source, reference).Event);

    [Theory]
    [InlineData("BRANCH_NAME=feature/tools GIT_BRANCH=feature/tools", "feature/tools")]
    [InlineData("GIT_BRANCH=origin/feature/tools", "feature/tools")]
    [InlineData("GIT_BRANCH=refs/remotes/origin/main", "main")]
    [InlineData("GIT_BRANCH=main", "main")]
    [InlineData("GIT_BRANCH=detached", null)]
    public void A_push_on_jenkins(string variables, string? branch) => Assert.Equal(
        new HostContext { Host = "Jenkins", Event = BuildEvent.Push, CommitId = Commit, Branch = branch, RunUrl = "https://ci.example.com/job/app/7/" },
        Jenkins([.. variables.Split(' '), "GIT_COMMIT=" + Commit, "BUILD_URL=https://ci.example.com/job/app/7/"]));

    [Theory]
    [InlineData("GIT_BRANCH=upstream/main", "upstream/main", true)]
    [InlineData("GIT_BRANCH=refs/remotes/upstream/main", "upstream/main", true)]
    [InlineData("GIT_BRANCH=origin/feature/tools", "feature/tools", false)]
    [InlineData("GIT_BRANCH=main", "main", false)]
    [InlineData("GIT_BRANCH=upstream/main BRANCH_NAME=upstream/main", "upstream/main", false)]
    public void The_git_plugin_of_jenkins_names_the_remote_with_the_branch(string variables, string branch, bool mayNameRemote)
    {
        var host = Jenkins(variables.Split(' '));

        Assert.Equal((branch, mayNameRemote), (host.Branch, host.BranchMayNameRemote));
    }

    [Fact]
    public void The_primary_branch_of_a_project_on_jenkins_is_the_default_branch() => Assert.Equal("trunk", Jenkins("BRANCH_NAME=trunk", "BRANCH_IS_PRIMARY=true").DefaultBranch);

    [Fact]
    public void A_pull_request_on_jenkins() => Assert.Equal(
        new HostContext { Host = "Jenkins", Event = BuildEvent.PullRequest, CommitId = Commit, PullRequest = "12", PullRequestBranch = "feature/tools", BaseBranch = "main", Actor = "ann" },
        Jenkins("BRANCH_NAME=PR-12", "GIT_BRANCH=PR-12", "CHANGE_ID=12", "CHANGE_BRANCH=feature/tools", "CHANGE_TARGET=main", "CHANGE_AUTHOR=ann", "GIT_COMMIT=" + Commit));

    [Theory]
    [InlineData("ghprbPullId=12 ghprbActualCommit=c0ffee ghprbSourceBranch=feature/tools ghprbTargetBranch=main GIT_BRANCH=detached", "c0ffee", "feature/tools", "main")]
    [InlineData("gitlabMergeRequestIid=12 gitlabMergeRequestLastCommit=c0ffee gitlabSourceBranch=feature/tools gitlabTargetBranch=main GIT_BRANCH=origin/feature/tools", "c0ffee", "feature/tools", "main")]
    [InlineData("GIT_BRANCH=origin/pr/12/merge", null, null, null)]
    [InlineData("GIT_BRANCH=refs/remotes/upstream/pull/12/head", null, null, null)]
    [InlineData("GIT_BRANCH=origin/merge-requests/12/head", null, null, null)]
    [InlineData("GIT_BRANCH=refs/pull/12/head", null, null, null)]
    public void A_pull_request_of_a_plugin_or_refspec_on_jenkins(string variables, string? last, string? branch, string? target) => Assert.Equal(
        new HostContext { Host = "Jenkins", Event = BuildEvent.PullRequest, PullRequest = "12", PullRequestHeadId = last, PullRequestBranch = branch, BaseBranch = target },
        Jenkins(variables.Split(' ')));

    [Theory]
    [InlineData("GIT_BRANCH=origin/main gitlabSourceBranch=main gitlabTargetBranch=main", "main")]
    [InlineData("GIT_BRANCH=origin/pr/12", "pr/12")]
    [InlineData("GIT_BRANCH=origin/main ghprbPullId=", "main")]
    public void A_push_on_jenkins_with_those_plugins_is_a_push(string variables, string branch)
    {
        var host = Jenkins(variables.Split(' '));

        Assert.Equal((branch, null, null, null), (host.Branch, host.PullRequest, host.PullRequestBranch, host.BaseBranch));
    }

    [Theory]
    [InlineData("TAG_NAME=v1", BuildEvent.Tag, "v1")]
    [InlineData("GIT_BRANCH=refs/tags/v1", BuildEvent.Tag, "v1")]
    [InlineData("BUILD_USER_ID=timer", BuildEvent.Schedule, null)]
    [InlineData("BUILD_CAUSE=TIMERTRIGGER", BuildEvent.Schedule, null)]
    [InlineData("BUILD_USER_ID=ann", BuildEvent.Manual, null)]
    [InlineData("BUILD_CAUSE=MANUALTRIGGER", BuildEvent.Manual, null)]
    [InlineData("BUILD_USER_ID=scmChange", BuildEvent.Push, null)]
    public void Plugins_of_jenkins_say_the_cause(string variable, BuildEvent expected, string? tag)
    {
        var host = Jenkins("BRANCH_NAME=v1", variable);

        Assert.Equal((expected, tag), (host.Event, host.Tag));
    }

    [Fact]
    public void A_push_on_bitbucket() => Assert.Equal(
        new HostContext { Host = "Bitbucket Pipelines", Event = BuildEvent.Push, CommitId = Commit, Branch = "feature/tools", Actor = "{u}", RunUrl = "https://bitbucket.org/acme/app/pipelines/results/7", BuilderId = "https://bitbucket.org/acme/app/pipelines" },
        Detect("BITBUCKET_BUILD_NUMBER=7", "BITBUCKET_COMMIT=" + Commit, "BITBUCKET_BRANCH=feature/tools", "BITBUCKET_REPO_FULL_NAME=acme/app", "BITBUCKET_STEP_TRIGGERER_UUID={u}"));

    [Fact]
    public void A_pull_request_on_bitbucket() => Assert.Equal(
        new HostContext { Host = "Bitbucket Pipelines", Event = BuildEvent.PullRequest, CommitId = Commit, PullRequestHeadId = Commit, PullRequest = "12", PullRequestBranch = "feature/tools", BaseBranch = "main" },
        Detect("BITBUCKET_BUILD_NUMBER=7", "BITBUCKET_COMMIT=" + Commit, "BITBUCKET_BRANCH=feature/tools", "BITBUCKET_PR_ID=12", "BITBUCKET_PR_DESTINATION_BRANCH=main"));

    [Fact]
    public void A_tag_on_bitbucket_and_circleci()
    {
        var bitbucket = Detect("BITBUCKET_BUILD_NUMBER=7", "BITBUCKET_COMMIT=" + Commit, "BITBUCKET_TAG=v1");
        var circle = Detect("CIRCLECI=true", "CIRCLE_SHA1=" + Commit, "CIRCLE_TAG=v1");

        Assert.Equal(new HostContext { Host = "CircleCI", Event = BuildEvent.Tag, CommitId = Commit, Tag = "v1" }, circle);
        Assert.Equal(circle with { Host = bitbucket.Host }, bitbucket);
    }

    [Fact]
    public void A_push_on_circleci() => Assert.Equal(
        new HostContext { Host = "CircleCI", Event = BuildEvent.Push, CommitId = Commit, Branch = "feature/tools", Actor = "ann", RunUrl = "https://circleci.com/gh/acme/app/7" },
        Detect("CIRCLECI=true", "CIRCLE_SHA1=" + Commit, "CIRCLE_BRANCH=feature/tools", "CIRCLE_USERNAME=ann", "CIRCLE_BUILD_URL=https://circleci.com/gh/acme/app/7"));

    [Fact]
    public void A_branch_that_another_host_would_take_for_a_pull_request_is_a_branch_on_circleci() =>
        Assert.Equal("merge-requests/3/x", Detect("CIRCLECI=true", "CIRCLE_SHA1=" + Commit, "CIRCLE_BRANCH=merge-requests/3/x").Branch);

    [Theory]
    [InlineData("CIRCLE_BRANCH=feature/tools CIRCLE_PULL_REQUEST=https://github.com/acme/app/pull/12", "feature/tools")]
    [InlineData("CIRCLE_BRANCH=feature/tools CIRCLE_PULL_REQUEST=https://bitbucket.org/acme/app/pull-requests/12/", "feature/tools")]
    [InlineData("CIRCLE_BRANCH=pull/12 CIRCLE_PR_NUMBER=12", null)] // of a fork
    [InlineData("CIRCLE_BRANCH=pull/12/head", null)]
    public void A_pull_request_on_circleci(string variables, string? branch) => Assert.Equal(
        new HostContext { Host = "CircleCI", Event = BuildEvent.PullRequest, CommitId = Commit, PullRequestHeadId = Commit, PullRequest = "12", PullRequestBranch = branch },
        Detect(["CIRCLECI=true", "CIRCLE_SHA1=" + Commit, .. variables.Split(' ')]));

    [Theory]
    [InlineData("teamcity.build.vcs.branch.App=refs/heads/feature/tools\nteamcity.build.branch=tools", "feature/tools")]
    [InlineData("teamcity.build.branch=feature/tools", "feature/tools")]
    [InlineData("teamcity.build.branch=refs/heads/feature/tools", "feature/tools")]
    [InlineData("teamcity.build.branch=<default>", "main")]
    [InlineData("teamcity.build.vcs.branch.App=refs/heads/a\nteamcity.build.vcs.branch.Tools=refs/heads/b\nteamcity.build.branch=c", "c")]
    [InlineData("", "main")]
    public void A_push_on_teamcity(string parameters, string branch) => Assert.Equal(
        new HostContext { Host = "TeamCity", Event = BuildEvent.Push, CommitId = Commit, Branch = branch, DefaultBranch = "main", RunUrl = "https://tc.example.com/viewLog.html?buildId=7" },
        TeamCity("vcsroot.branch=refs/heads/main\nteamcity.serverUrl=https\\://tc.example.com\nteamcity.build.id=7\nteamcity.build.triggeredBy.username=n/a\n" + parameters));

    [Theory]
    [InlineData("teamcity.build.vcs.branch.App=refs/pull/12/head", Commit)]
    [InlineData("teamcity.build.vcs.branch.App=refs/merge-requests/12/head", Commit)]
    [InlineData("teamcity.pullRequest.number=12\nteamcity.build.branch=12", Commit)]
    [InlineData("teamcity.build.vcs.branch.App=refs/pull/12/merge", null)]
    public void A_pull_request_on_teamcity(string parameters, string? last) => Assert.Equal(
        new HostContext { Host = "TeamCity", Event = BuildEvent.PullRequest, CommitId = Commit, PullRequestHeadId = last, PullRequest = "12", PullRequestBranch = "feature/tools", BaseBranch = "main" },
        TeamCity("teamcity.pullRequest.source.branch=feature/tools\nteamcity.pullRequest.target.branch=refs/heads/main\n" + parameters));

    [Theory]
    [InlineData("teamcity.build.branch=refs/tags/v1", BuildEvent.Tag)]
    [InlineData("teamcity.build.triggeredBy=Schedule Trigger", BuildEvent.Schedule)]
    [InlineData("teamcity.build.triggeredBy.username=ann", BuildEvent.Manual)]
    [InlineData("teamcity.build.triggeredBy=Git", BuildEvent.Push)]
    public void Teamcity_says_the_trigger(string parameters, BuildEvent expected) => Assert.Equal(expected, TeamCity(parameters).Event);

    [Fact]
    public void Teamcity_without_its_files_knows_its_commit() => Assert.Equal(
        new HostContext { Host = "TeamCity", Event = BuildEvent.Push, CommitId = Commit },
        Detect("TEAMCITY_VERSION=2026.1", "BUILD_VCS_NUMBER=" + Commit, "TEAMCITY_BUILD_PROPERTIES_FILE=/not/there"));

    private static HostContext Detect(params string[] variables)
    {
        var environment = variables.Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return CiHost.Detect(environment.GetValueOrDefault)!;
    }

    private static HostContext Jenkins(params string[] variables) => Detect(["JENKINS_URL=https://ci.example.com/", "BUILD_NUMBER=7", "BUILD_TAG=jenkins-app-7", .. variables]);

    private HostContext TeamCity(string parameters)
    {
        var configuration = _folder.Write("configuration.properties", parameters).Replace("\\", "\\\\", StringComparison.Ordinal);
        return Detect("TEAMCITY_VERSION=2026.1", "BUILD_VCS_NUMBER=" + Commit, "TEAMCITY_BUILD_PROPERTIES_FILE=" + _folder.Write("build.properties", "#system\nteamcity.configuration.properties.file=" + configuration));
    }
}

using CsCheck;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Hosts;

public class CiHostTests
{
    /// <summary>What makes each host known, and nothing more.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Markers = new()
    {
        ["Jenkins"] = new() { ["JENKINS_URL"] = "https://ci.example.com/", ["BUILD_TAG"] = "jenkins-app-7", ["BUILD_NUMBER"] = "7" },
        ["GitHub Actions"] = new() { ["GITHUB_ACTIONS"] = "true" },
        ["Azure Pipelines"] = new() { ["TF_BUILD"] = "True" },
        ["GitLab"] = new() { ["GITLAB_CI"] = "true" },
        ["Bitbucket Pipelines"] = new() { ["BITBUCKET_BUILD_NUMBER"] = "7", ["BITBUCKET_COMMIT"] = Contexts.CommitId },
        ["CircleCI"] = new() { ["CIRCLECI"] = "true" },
        ["TeamCity"] = new() { ["TEAMCITY_VERSION"] = "2026.1" },
        ["Buildkite"] = new() { ["BUILDKITE"] = "true" },
        ["Woodpecker"] = new() { ["CI"] = "woodpecker" },
        ["Drone"] = new() { ["DRONE"] = "true" },
        ["AppVeyor"] = new() { ["APPVEYOR"] = "True" },
        ["Travis CI"] = new() { ["TRAVIS"] = "true" },
        ["AWS CodeBuild"] = new() { ["CODEBUILD_BUILD_ID"] = "app:7" },
        ["Codefresh"] = new() { ["CF_BUILD_ID"] = "7" },
        ["Google Cloud Build"] = new() { ["PROJECT_ID"] = "acme", ["BUILD_ID"] = "7", ["COMMIT_SHA"] = Contexts.CommitId },
        ["Gitea Actions"] = new() { ["GITHUB_ACTIONS"] = "true", ["GITEA_ACTIONS"] = "true" },
        ["Forgejo Actions"] = new() { ["GITHUB_ACTIONS"] = "true", ["GITEA_ACTIONS"] = "true", ["FORGEJO_ACTIONS"] = "true" },
    };

    public static TheoryData<string> Hosts => new(Markers.Keys);

    [Fact]
    public void Outside_the_known_hosts_there_is_none() => Assert.Null(Detect([]));

    [Theory]
    [MemberData(nameof(Hosts))]
    public void A_host_is_known_by_its_own_variables(string host)
    {
        var found = Detect(Markers[host]);

        Assert.Equal(host, found?.Host);
        Assert.Null(found!.PullRequest);
        Assert.Null(found.Tag);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public void A_build_of_jenkins_is_one_although_its_agent_was_started_within_another_host(string host) =>
        Assert.Equal("Jenkins", Detect(Join(Markers[host], Markers["Jenkins"]))?.Host);

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Settings_of_a_jenkins_agent_are_no_build_of_jenkins(string host)
    {
        var agent = new Dictionary<string, string> { ["JENKINS_URL"] = "https://ci.example.com/", ["JENKINS_HOME"] = "/home/jenkins", ["JENKINS_AGENT_NAME"] = "a" };

        Assert.Null(Detect(agent));
        Assert.Equal(host, Detect(Join(Markers[host], agent))?.Host);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("$(System.PullRequest.PullRequestNumber)")]
    public void What_is_set_to_nothing_is_not_set(string nothing)
    {
        var host = Detect(new() { ["TF_BUILD"] = "True", ["BUILD_REASON"] = "IndividualCI", ["BUILD_SOURCEBRANCH"] = "refs/heads/main", ["SYSTEM_PULLREQUEST_PULLREQUESTNUMBER"] = nothing });

        Assert.Equal(("main", null), (host!.Branch, host.PullRequest));
    }

    [Fact]
    public void Nothing_in_the_environment_is_an_error()
    {
        string[] names =
        [
            "BUILD_CAUSE", "BUILD_REASON", "BUILD_SOURCEBRANCH", "BUILD_URL", "CHANGE_ID", "CHANGE_TARGET", "CIRCLE_BRANCH", "CIRCLE_PULL_REQUEST", "CIRCLE_TAG", "CI_COMMIT_TAG",
            "CI_MERGE_REQUEST_IID", "CI_PIPELINE_SOURCE", "BITBUCKET_BRANCH", "BITBUCKET_PR_ID", "BITBUCKET_REPO_FULL_NAME", "GITHUB_BASE_REF", "GITHUB_EVENT_NAME", "GITHUB_EVENT_PATH", "GITHUB_REF",
            "GITHUB_REPOSITORY", "GITHUB_RUN_ID", "GITHUB_SERVER_URL", "GIT_BRANCH", "GIT_COMMIT", "GITHUB_SHA", "SYSTEM_PULLREQUEST_TARGETBRANCH", "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI", "SYSTEM_TEAMPROJECT",
            "BUILD_BUILDID", "TEAMCITY_BUILD_PROPERTIES_FILE", "BUILD_VCS_NUMBER",
        ];
        var text = Gen.OneOf(
            Gen.String[0, 30],
            Gen.OneOf("refs/heads/", "refs/tags/", "refs/pull/", "refs/pull/x/merge", "refs/heads/gh-readonly-queue/", "origin/", "detached", "/", "\0", "\uD800", "%", "..", "refs/pull//merge", "https://x/pull/"),
            Gen.Select(Gen.OneOf("refs/heads/", "refs/tags/", "refs/pull/", "origin/", "https://"), Gen.String[0, 10], (start, end) => start + end));
        Gen.Select(Gen.OneOf([.. Markers.Keys]), Gen.Select(Gen.OneOf(names), text).Array[0, 40]).Sample((host, values) =>
        {
            var variables = new Dictionary<string, string>();
            foreach (var (name, value) in values)
                variables[name] = value;

            var found = Detect(Join(variables, Markers[host]));

            Assert.Equal(host, found?.Host);
            Assert.NotNull(Contexts.Build(Contexts.Repository(), host: found));
        });
    }

    private static Dictionary<string, string> Join(Dictionary<string, string> first, Dictionary<string, string> second) =>
        first.Concat(second).GroupBy(variable => variable.Key).ToDictionary(group => group.Key, group => group.Last().Value);

    private static HostContext? Detect(Dictionary<string, string> variables) => CiHost.Detect(variables.GetValueOrDefault);
}

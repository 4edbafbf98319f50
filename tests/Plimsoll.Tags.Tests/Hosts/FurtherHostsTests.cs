using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Hosts;

/// <summary>The same branch, tag, pull request and schedule on each of the smaller hosts.</summary>
public class FurtherHostsTests
{
    private const string Commit = Contexts.CommitId;
    private const string Last = "feedfeedfeedfeedfeedfeedfeedfeedfeedfeed";

    [Theory]
    [InlineData("BUILDKITE=true BUILDKITE_BRANCH=feature/x BUILDKITE_PULL_REQUEST=false BUILDKITE_SOURCE=webhook BUILDKITE_COMMIT=" + Commit)]
    [InlineData("DRONE=true DRONE_BUILD_EVENT=push DRONE_BRANCH=feature/x DRONE_COMMIT_BRANCH=feature/x DRONE_COMMIT=" + Commit)]
    [InlineData("CI=woodpecker CI_PIPELINE_EVENT=push CI_COMMIT_BRANCH=feature/x CI_COMMIT_SHA=" + Commit)]
    [InlineData("APPVEYOR=True APPVEYOR_REPO_BRANCH=feature/x APPVEYOR_REPO_TAG=false APPVEYOR_REPO_COMMIT=" + Commit)]
    [InlineData("TRAVIS=true TRAVIS_EVENT_TYPE=push TRAVIS_BRANCH=feature/x TRAVIS_PULL_REQUEST=false TRAVIS_COMMIT=" + Commit)]
    [InlineData("CODEBUILD_BUILD_ID=a:1 CODEBUILD_WEBHOOK_TRIGGER=branch/feature/x CODEBUILD_SOURCE_VERSION=" + Commit + " CODEBUILD_RESOLVED_SOURCE_VERSION=" + Commit)]
    [InlineData("CODEBUILD_BUILD_ID=a:1 CODEBUILD_SOURCE_VERSION=refs/heads/feature/x CODEBUILD_RESOLVED_SOURCE_VERSION=" + Commit)]
    [InlineData("CODEBUILD_BUILD_ID=a:1 CODEBUILD_SOURCE_VERSION=feature/x CODEBUILD_RESOLVED_SOURCE_VERSION=" + Commit)]
    [InlineData("CF_BUILD_ID=1 CF_BRANCH=feature/x CF_PULL_REQUEST_NUMBER=${{CF_PULL_REQUEST_NUMBER}} CF_REVISION=" + Commit)]
    [InlineData("PROJECT_ID=acme BUILD_ID=7 BRANCH_NAME=feature/x TAG_NAME= _PR_NUMBER= COMMIT_SHA=" + Commit)]
    public void A_push_to_a_branch(string variables) =>
        Assert.Equal((BuildEvent.Push, "feature/x", null, null, Commit), Parts(variables));

    [Theory]
    [InlineData("BUILDKITE=true BUILDKITE_BRANCH=v1.0.0 BUILDKITE_TAG=v1.0.0 BUILDKITE_PULL_REQUEST=false BUILDKITE_COMMIT=" + Commit)]
    [InlineData("DRONE=true DRONE_BUILD_EVENT=tag DRONE_TAG=v1.0.0 DRONE_BRANCH=main DRONE_COMMIT=" + Commit)]
    [InlineData("CI=woodpecker CI_PIPELINE_EVENT=tag CI_COMMIT_TAG=v1.0.0 CI_COMMIT_SHA=" + Commit)]
    [InlineData("CI=woodpecker CI_PIPELINE_EVENT=release CI_COMMIT_TAG=v1.0.0 CI_COMMIT_SHA=" + Commit)]
    [InlineData("APPVEYOR=true APPVEYOR_REPO_BRANCH=v1.0.0 APPVEYOR_REPO_TAG=true APPVEYOR_REPO_TAG_NAME=v1.0.0 APPVEYOR_REPO_COMMIT=" + Commit)]
    [InlineData("TRAVIS=true TRAVIS_EVENT_TYPE=push TRAVIS_BRANCH=v1.0.0 TRAVIS_TAG=v1.0.0 TRAVIS_PULL_REQUEST=false TRAVIS_COMMIT=" + Commit)]
    [InlineData("CODEBUILD_BUILD_ID=a:1 CODEBUILD_WEBHOOK_TRIGGER=tag/v1.0.0 CODEBUILD_RESOLVED_SOURCE_VERSION=" + Commit)]
    [InlineData("CF_BUILD_ID=1 CF_BRANCH=main CF_RELEASE_TAG=v1.0.0 CF_REVISION=" + Commit)]
    [InlineData("PROJECT_ID=acme BUILD_ID=7 TAG_NAME=v1.0.0 COMMIT_SHA=" + Commit)]
    public void A_push_of_a_tag(string variables) =>
        Assert.Equal((BuildEvent.Tag, null, "v1.0.0", null, Commit), Parts(variables));

    [Theory]
    [InlineData("BUILDKITE=true BUILDKITE_BRANCH=f BUILDKITE_PULL_REQUEST=12 BUILDKITE_PULL_REQUEST_BASE_BRANCH=main BUILDKITE_COMMIT=" + Commit, Commit, false)]
    [InlineData("DRONE=true DRONE_BUILD_EVENT=pull_request DRONE_PULL_REQUEST=12 DRONE_BRANCH=main DRONE_SOURCE_BRANCH=f DRONE_TARGET_BRANCH=main DRONE_COMMIT=" + Commit, Commit, false)]
    [InlineData("CI=woodpecker CI_PIPELINE_EVENT=pull_request CI_COMMIT_PULL_REQUEST=12 CI_COMMIT_BRANCH=main CI_COMMIT_SOURCE_BRANCH=f CI_COMMIT_TARGET_BRANCH=main CI_COMMIT_SHA=" + Commit, Commit, false)]
    [InlineData("CI=woodpecker CI_PIPELINE_EVENT=pull_request_closed CI_COMMIT_PULL_REQUEST=12 CI_COMMIT_SOURCE_BRANCH=f CI_COMMIT_TARGET_BRANCH=main CI_COMMIT_SHA=" + Commit, Commit, false)]
    [InlineData("APPVEYOR=True APPVEYOR_PULL_REQUEST_NUMBER=12 APPVEYOR_REPO_BRANCH=main APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH=f APPVEYOR_PULL_REQUEST_HEAD_COMMIT=" + Last + " APPVEYOR_REPO_COMMIT=" + Commit, Last, true)]
    [InlineData("TRAVIS=true TRAVIS_EVENT_TYPE=pull_request TRAVIS_BRANCH=main TRAVIS_PULL_REQUEST=12 TRAVIS_PULL_REQUEST_BRANCH=f TRAVIS_PULL_REQUEST_SHA=" + Last + " TRAVIS_COMMIT=" + Commit, Last, true)]
    [InlineData("CODEBUILD_BUILD_ID=a:1 CODEBUILD_WEBHOOK_TRIGGER=pr/12 CODEBUILD_WEBHOOK_HEAD_REF=refs/heads/f CODEBUILD_WEBHOOK_BASE_REF=refs/heads/main CODEBUILD_RESOLVED_SOURCE_VERSION=" + Commit, Commit, false)]
    [InlineData("CF_BUILD_ID=1 CF_BRANCH=f CF_PULL_REQUEST_NUMBER=12 CF_PULL_REQUEST_TARGET=main CF_REVISION=" + Commit, Commit, false)]
    [InlineData("PROJECT_ID=acme BUILD_ID=7 BRANCH_NAME=f _PR_NUMBER=12 _HEAD_BRANCH=f _BASE_BRANCH=main COMMIT_SHA=" + Commit, Commit, false)]
    public void A_pull_request(string variables, string last, bool isMerge)
    {
        Assert.Equal((BuildEvent.PullRequest, null, null, "12", Commit), Parts(variables));
        var host = Detect(variables);
        Assert.Equal((last, isMerge, "f", "main"), (host.PullRequestHeadId, host.IsPullRequestMerge, host.PullRequestBranch, host.BaseBranch));
    }

    [Theory]
    [InlineData("BUILDKITE=true BUILDKITE_BRANCH=main BUILDKITE_SOURCE=schedule BUILDKITE_COMMIT=HEAD", BuildEvent.Schedule)]
    [InlineData("BUILDKITE=true BUILDKITE_BRANCH=main BUILDKITE_SOURCE=ui BUILDKITE_COMMIT=HEAD", BuildEvent.Manual)]
    [InlineData("DRONE=true DRONE_BUILD_EVENT=cron DRONE_BRANCH=main", BuildEvent.Schedule)]
    [InlineData("DRONE=true DRONE_BUILD_EVENT=custom DRONE_BRANCH=main", BuildEvent.Manual)]
    [InlineData("CI=woodpecker CI_PIPELINE_EVENT=cron CI_COMMIT_BRANCH=main", BuildEvent.Schedule)]
    [InlineData("CI=woodpecker CI_PIPELINE_EVENT=manual CI_COMMIT_BRANCH=main", BuildEvent.Manual)]
    [InlineData("APPVEYOR=True APPVEYOR_SCHEDULED_BUILD=True APPVEYOR_REPO_BRANCH=main", BuildEvent.Schedule)]
    [InlineData("APPVEYOR=True APPVEYOR_FORCED_BUILD=True APPVEYOR_REPO_BRANCH=main", BuildEvent.Manual)]
    [InlineData("TRAVIS=true TRAVIS_EVENT_TYPE=cron TRAVIS_BRANCH=main", BuildEvent.Schedule)]
    [InlineData("TRAVIS=true TRAVIS_EVENT_TYPE=api TRAVIS_BRANCH=main", BuildEvent.Manual)]
    [InlineData("CODEBUILD_BUILD_ID=a:1 CODEBUILD_INITIATOR=rule/nightly CODEBUILD_SOURCE_VERSION=refs/heads/main", BuildEvent.Schedule)]
    [InlineData("CODEBUILD_BUILD_ID=a:1 CODEBUILD_INITIATOR=ann CODEBUILD_SOURCE_VERSION=refs/heads/main", BuildEvent.Manual)]
    public void What_made_it_run(string variables, BuildEvent expected) =>
        Assert.Equal((expected, "main", null, null, null), Parts(variables));

    [Theory]
    [InlineData("BUILDKITE=true BUILDKITE_PIPELINE_DEFAULT_BRANCH=trunk BUILDKITE_BUILD_CREATOR=ann BUILDKITE_BUILD_URL=https://ci.example/7")]
    [InlineData("DRONE=true DRONE_REPO_BRANCH=trunk DRONE_BUILD_TRIGGER=ann DRONE_BUILD_LINK=https://ci.example/7")]
    [InlineData("CI=woodpecker CI_REPO_DEFAULT_BRANCH=trunk CI_COMMIT_AUTHOR=ann CI_PIPELINE_URL=https://ci.example/7")]
    public void Default_branch_actor_and_page(string variables)
    {
        var host = Detect(variables);

        Assert.Equal(("trunk", "ann", "https://ci.example/7"), (host.DefaultBranch, host.Actor, host.RunUrl));
    }

    [Theory]
    [InlineData("CI=woodpecker CI_PIPELINE_EVENT=release CI_COMMIT_TAG=v1.0.0 CI_COMMIT_PRERELEASE=true")]
    [InlineData("CF_BUILD_ID=1 CF_RELEASE_TAG=v1.0.0 CF_PRERELEASE_FLAG=true")]
    public void A_release_that_is_marked_as_a_prerelease(string variables) => Assert.True(Detect(variables).IsPrerelease);

    [Fact]
    public void Gitea_counts_runs_by_repository() =>
        Assert.Equal("https://git.example/acme/app/actions/runs/7", Detect("GITHUB_ACTIONS=true GITEA_ACTIONS=true GITHUB_SERVER_URL=https://git.example GITHUB_REPOSITORY=acme/app GITHUB_RUN_ID=4711 GITHUB_RUN_NUMBER=7").RunUrl);

    [Theory]
    [InlineData("CF_BUILD_ID=1 CF_BRANCH=v1.0.0 CF_REVISION=" + Commit)]
    [InlineData("CODEBUILD_BUILD_ID=a:1 CODEBUILD_SOURCE_VERSION=v1.0.0 CODEBUILD_INITIATOR=codepipeline/x CODEBUILD_RESOLVED_SOURCE_VERSION=" + Commit)]
    public void A_tag_that_the_host_calls_a_branch_is_a_tag_where_git_has_it(string variables)
    {
        var repository = Contexts.Repository("v1.0.0") with { Branch = null, Branches = ["main"] };
        var tagged = BuildContext.Create(repository, Detect(variables), Contexts.Now, null);

        Assert.Equal((BuildEvent.Tag, null, "v1.0.0"), (tagged.Event, tagged.Branch, tagged.Host!.Tag));
        Assert.Equal("v1.0.0", BuildContext.Create(repository with { Branches = ["v1.0.0"] }, Detect(variables), Contexts.Now, null).Branch);
    }

    private static (BuildEvent, string?, string?, string?, string?) Parts(string variables)
    {
        var host = Detect(variables);
        return (host.Event, host.Branch, host.Tag, host.PullRequest, host.CommitId);
    }

    private static HostContext Detect(string variables) =>
        CiHost.Detect(variables.Split(' ').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]).GetValueOrDefault)!;
}

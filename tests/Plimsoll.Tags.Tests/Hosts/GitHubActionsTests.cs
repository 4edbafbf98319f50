using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Hosts;

public sealed class GitHubActionsTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_push_names_branch_default_branch_actor_and_page()
    {
        var host = Detect("push", "refs/heads/feature/tools", """{ "repository": { "default_branch": "trunk" } }""", ("GITHUB_SHA", Contexts.CommitId), ("GITHUB_ACTOR", "octocat"), ("GITHUB_SERVER_URL", "https://github.com"), ("GITHUB_REPOSITORY", "acme/app"), ("GITHUB_RUN_ID", "4711"), ("GITHUB_HEAD_REF", ""), ("GITHUB_BASE_REF", ""));

        Assert.Equal(
            new HostContext { Host = "GitHub Actions", Event = BuildEvent.Push, CommitId = Contexts.CommitId, Branch = "feature/tools", DefaultBranch = "trunk", Actor = "octocat", RunUrl = "https://github.com/acme/app/actions/runs/4711", RepositoryUrl = "https://github.com/acme/app" },
            host);
    }

    [Fact]
    public void A_pull_request_has_a_merge_and_a_last_commit()
    {
        var host = Detect("pull_request", "refs/pull/12/merge", """{ "pull_request": { "number": 12, "head": { "sha": "feed" } }, "repository": { "default_branch": "trunk" } }""", ("GITHUB_SHA", "beef"), ("GITHUB_HEAD_REF", "feature/tools"), ("GITHUB_BASE_REF", "trunk"));

        Assert.Equal(
            new HostContext { Host = "GitHub Actions", Event = BuildEvent.PullRequest, CommitId = "beef", PullRequestHeadId = "feed", IsPullRequestMerge = true, PullRequest = "12", PullRequestBranch = "feature/tools", BaseBranch = "trunk", DefaultBranch = "trunk" },
            host);
    }

    [Fact]
    public void A_run_on_the_target_of_a_pull_request_merges_nothing_and_is_no_build_of_that_branch()
    {
        var host = Detect("pull_request_target", "refs/heads/main", """{ "pull_request": { "number": 12, "head": { "sha": "feed" } } }""", ("GITHUB_HEAD_REF", "feature/tools"), ("GITHUB_BASE_REF", "main"));

        Assert.Equal((BuildEvent.PullRequest, "12", "feed", false, null), (host.Event, host.PullRequest, host.PullRequestHeadId, host.IsPullRequestMerge, host.Branch));
    }

    [Theory]
    [InlineData("pull_request", "refs/heads/main", true)]
    [InlineData("pull_request_target", "refs/heads/main", true)]
    [InlineData("pull_request", "refs/heads/main", false)]
    public void A_pull_request_that_was_merged_is_a_push_to_its_target(string name, string reference, bool isMerged)
    {
        var host = Detect(name, reference, $$"""{ "action": "closed", "number": 7, "pull_request": { "number": 7, "merged": {{(isMerged ? "true" : "false")}}, "head": { "sha": "feed" } } }""", ("GITHUB_SHA", "beef"), ("GITHUB_HEAD_REF", "feature"), ("GITHUB_BASE_REF", "main"));

        Assert.Equal(isMerged
            ? new HostContext { Host = "GitHub Actions", Event = BuildEvent.Push, CommitId = "beef", Branch = "main" }
            : new HostContext { Host = "GitHub Actions", Event = BuildEvent.PullRequest, CommitId = "beef", PullRequest = "7", PullRequestHeadId = "feed", PullRequestBranch = "feature", BaseBranch = "main" }, host);
    }

    [Fact]
    public void A_merged_pull_request_of_which_the_merge_is_built_stays_one() =>
        Assert.Equal(BuildEvent.PullRequest, Detect("pull_request", "refs/pull/7/merge", """{ "pull_request": { "number": 7, "merged": true } }""").Event);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", false)]
    [InlineData("\"true\"", false)]
    public void A_release_says_whether_it_is_marked_as_a_prerelease(string prerelease, bool expected) =>
        Assert.Equal(expected, Detect("release", "refs/tags/v1.0.0", $$"""{ "action": "published", "release": { "tag_name": "v1.0.0", "prerelease": {{prerelease}} } }""").IsPrerelease);

    [Fact]
    public void A_merge_queue_builds_a_pull_request()
    {
        var host = Detect("merge_group", "refs/heads/gh-readonly-queue/main/pr-12-0123abc", """{ "merge_group": { "base_ref": "refs/heads/main", "head_sha": "beef" } }""");

        Assert.Equal((BuildEvent.PullRequest, "12", "main", null), (host.Event, host.PullRequest, host.BaseBranch, host.Branch));
    }

    [Theory]
    [InlineData("push", "refs/tags/v2.1.0", BuildEvent.Tag, null, "v2.1.0")]
    [InlineData("release", "refs/tags/v2.1.0", BuildEvent.Tag, null, "v2.1.0")]
    [InlineData("create", "refs/tags/v2.1.0", BuildEvent.Tag, null, "v2.1.0")]
    [InlineData("create", "refs/heads/feature", BuildEvent.Push, "feature", null)]
    [InlineData("workflow_run", "refs/heads/main", BuildEvent.Push, "main", null)]
    [InlineData("schedule", "refs/heads/main", BuildEvent.Schedule, "main", null)]
    [InlineData("workflow_dispatch", "refs/heads/main", BuildEvent.Manual, "main", null)]
    [InlineData("workflow_dispatch", "refs/tags/v2.1.0", BuildEvent.Manual, null, "v2.1.0")]
    [InlineData("repository_dispatch", "refs/heads/main", BuildEvent.Manual, "main", null)]
    public void Every_event_is_of_one_kind(string name, string reference, BuildEvent kind, string? branch, string? tag)
    {
        var host = Detect(name, reference, "{}");

        Assert.Equal((kind, branch, tag), (host.Event, host.Branch, host.Tag));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{ "repository": { "default_branch": "\ud800" } }""")]
    public void A_broken_payload_only_means_that_less_is_known(string content)
    {
        var host = Detect("push", "refs/heads/main", content);

        Assert.Equal(("main", null), (host.Branch, host.DefaultBranch));
    }

    private HostContext Detect(string name, string reference, string payload, params (string Name, string Value)[] more)
    {
        var variables = more.ToDictionary(variable => variable.Name, variable => variable.Value);
        variables["GITHUB_ACTIONS"] = "true";
        variables["GITHUB_EVENT_NAME"] = name;
        variables["GITHUB_REF"] = reference;
        variables["GITHUB_EVENT_PATH"] = _folder.Write("event.json", payload);
        return CiHost.Detect(variables.GetValueOrDefault)!;
    }
}

using Plimsoll.Hosts;
using Plimsoll.Testing;
using Plimsoll.Versioning;

namespace Plimsoll.Tests.Hosts;

public class CiHostTests
{
    [Fact]
    public void Outside_the_known_hosts_there_is_none() => Assert.Null(Detect([]));

    [Fact]
    public void A_push_is_the_same_on_github_and_azure()
    {
        var github = Detect(new() { ["GITHUB_ACTIONS"] = "true", ["GITHUB_EVENT_NAME"] = "push", ["GITHUB_REF"] = "refs/heads/feature/tools", ["GITHUB_SHA"] = Contexts.CommitId });
        var azure = Detect(new() { ["TF_BUILD"] = "True", ["BUILD_REASON"] = "IndividualCI", ["BUILD_SOURCEBRANCH"] = "refs/heads/feature/tools", ["BUILD_SOURCEBRANCHNAME"] = "tools", ["BUILD_SOURCEVERSION"] = Contexts.CommitId });

        Assert.Equal("feature/tools", github!.Branch);
        Assert.Equal(github with { Host = azure!.Host }, azure);
    }

    [Fact]
    public void A_pushed_tag_is_the_same_on_github_and_azure()
    {
        var github = Detect(new() { ["GITHUB_ACTIONS"] = "true", ["GITHUB_EVENT_NAME"] = "push", ["GITHUB_REF"] = "refs/tags/v2.1.0" });
        var azure = Detect(new() { ["TF_BUILD"] = "True", ["BUILD_REASON"] = "IndividualCI", ["BUILD_SOURCEBRANCH"] = "refs/tags/v2.1.0" });

        Assert.Equal((BuildEvent.Tag, "v2.1.0", null), (github!.Event, github.Tag, github.Branch));
        Assert.Equal(github with { Host = azure!.Host }, azure);
    }

    [Fact]
    public void A_pull_request_knows_its_number_its_head_and_its_base()
    {
        using var folder = new TempDirectory();
        var payload = folder.Write("event.json", """{ "pull_request": { "number": 12, "head": { "sha": "feed" } }, "repository": { "default_branch": "trunk" } }""");
        var github = Detect(new() { ["GITHUB_ACTIONS"] = "true", ["GITHUB_EVENT_NAME"] = "pull_request", ["GITHUB_REF"] = "refs/pull/12/merge", ["GITHUB_BASE_REF"] = "trunk", ["GITHUB_EVENT_PATH"] = payload });
        var azure = Detect(new() { ["TF_BUILD"] = "True", ["BUILD_REASON"] = "PullRequest", ["BUILD_SOURCEBRANCH"] = "refs/pull/12/merge", ["SYSTEM_PULLREQUEST_SOURCECOMMITID"] = "feed", ["SYSTEM_PULLREQUEST_TARGETBRANCH"] = "refs/heads/trunk" });

        Assert.Equal((BuildEvent.PullRequest, "12", "feed", "trunk", "trunk", null), (github!.Event, github.PullRequest, github.PullRequestHeadId, github.BaseBranch, github.DefaultBranch, github.Branch));
        Assert.Equal(github with { Host = azure!.Host, DefaultBranch = null }, azure);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("")]
    public void A_broken_payload_only_means_that_less_is_known(string content)
    {
        using var folder = new TempDirectory();
        var host = Detect(new() { ["GITHUB_ACTIONS"] = "true", ["GITHUB_REF"] = "refs/heads/main", ["GITHUB_EVENT_PATH"] = folder.Write("event.json", content) });

        Assert.Equal(("main", null), (host!.Branch, host.DefaultBranch));
    }

    [Fact]
    public void What_a_host_says_of_another_commit_is_not_used_and_warned_about()
    {
        var host = new HostContext { Host = "GitHub Actions", CommitId = new string('f', 40), Branch = "elsewhere" };

        var context = Contexts.Build(Contexts.Repository(), host: host);

        Assert.Equal("main", context.Branch);
        Assert.Contains("GitHub Actions", Assert.Single(context.Warnings));
    }

    private static HostContext? Detect(Dictionary<string, string> variables) => CiHost.Detect(variables.GetValueOrDefault);
}

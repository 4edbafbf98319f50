using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Context;

/// <summary>What is built, said by hand; and where nothing says it.</summary>
public class RunOverrideTests
{
    private static readonly RepositoryState Detached = Contexts.Repository("v1.0.0") with { Branch = null };

    [Theory]
    [InlineData("main", "", "main", null, null)]
    [InlineData("refs/heads/main", "", "main", null, null)]
    [InlineData("main", "PLIMSOLL_PULL_REQUEST=12 PLIMSOLL_TAG=v1 PLIMSOLL_BRANCH=x", "main", null, null)]
    [InlineData(null, "PLIMSOLL_BRANCH=main", "main", null, null)]
    [InlineData(null, "PLIMSOLL_BRANCH=refs/heads/feature/x", "feature/x", null, null)]
    [InlineData(null, "PLIMSOLL_TAG=v1.0.0 PLIMSOLL_BRANCH=main", null, "v1.0.0", null)]
    [InlineData(null, "PLIMSOLL_TAG=refs/tags/v1.0.0", null, "v1.0.0", null)]
    [InlineData(null, "PLIMSOLL_PULL_REQUEST=12 PLIMSOLL_TAG=v1 PLIMSOLL_BRANCH=x", null, null, "12")]
    [InlineData(null, "PLIMSOLL_PULL_REQUEST=refs/pull/12/merge", null, null, "12")]
    [InlineData(null, "PLIMSOLL_PULL_REQUEST=false PLIMSOLL_TAG= PLIMSOLL_BRANCH=main", "main", null, null)]
    public void The_first_that_is_set_counts(string? branch, string variables, string? expected, string? tag, string? pullRequest)
    {
        var given = Read(variables, branch);

        Assert.Equal(new RunOverride { Branch = expected, Tag = tag, PullRequest = pullRequest }, given);
    }

    [Fact]
    public void Nothing_said_is_nothing() => Assert.Null(Read("PLIMSOLL_PULL_REQUEST= PLIMSOLL_TAG= PLIMSOLL_BRANCH=", branch: null));

    [Fact]
    public void A_pull_request_is_a_number() =>
        Assert.Contains("'twelve'", Assert.Throws<PlimsollException>(() => Read("PLIMSOLL_PULL_REQUEST=twelve", branch: null)).Message, StringComparison.Ordinal);

    [Fact]
    public void It_counts_more_than_a_host_that_speaks_of_something_else()
    {
        var host = new HostContext { Host = "Azure Pipelines", CommitId = new string('1', 40), Branch = "other", DefaultBranch = "trunk", Actor = "Ann", Event = BuildEvent.Manual };
        var context = BuildContext.Create(Detached, host, Contexts.Now, null, new RunOverride { Branch = "main" }, isCi: true);

        Assert.Equal(("main", BuildEvent.Manual, "Ann", "main"), (context.Branch, context.Event, context.Host!.Actor, context.DefaultBranch));
        Assert.Empty(context.Warnings);
    }

    [Fact]
    public void What_else_the_host_says_of_the_same_pull_request_counts()
    {
        var host = new HostContext { Host = "GitHub Actions", CommitId = Contexts.CommitId, PullRequest = "12", PullRequestHeadId = new string('f', 40), IsPullRequestMerge = true, Event = BuildEvent.PullRequest };
        var context = BuildContext.Create(Detached, host, Contexts.Now, null, new RunOverride { PullRequest = "12" });

        Assert.Equal((new string('f', 40), "12"), (context.Revision, context.Host!.PullRequest));
    }

    [Theory]
    [InlineData("12", null, null)]
    [InlineData(null, "v1.0.0", null, "1.0.0", "1.0", "1", "latest")]
    [InlineData(null, null, "main", "1.0.0", "1.0", "1", "latest", "main")]
    public void Tags_follow_it(string? pullRequest, string? tag, string? branch, params string[] expected)
    {
        var context = BuildContext.Create(Detached, null, Contexts.Now, null, new RunOverride { PullRequest = pullRequest, Tag = tag, Branch = branch }, isCi: true);

        Assert.Equal(expected, TagEngine.Derive(context, new TagRules { Only = ["semver", "latest", "branch"] }, new KnownTags(["v1.0.0"])).Tags.Select(derived => derived.Value));
    }

    [Theory]
    [InlineData(true, null, false)] // CI, detached, nothing known: it may be a pull request
    [InlineData(true, "main", true)]
    [InlineData(false, null, true)]
    public void Where_nothing_tells_what_is_built_nothing_is_released(bool isCi, string? branch, bool isReleased)
    {
        var context = BuildContext.Create(Detached with { Branch = branch }, null, Contexts.Now, null, isCi: isCi);
        var plan = TagEngine.Derive(context, new TagRules { Only = ["semver", "latest", "sha", "branch"] }, new KnownTags(["v1.0.0"]));

        Assert.Equal(isReleased, plan.Tags.Any(tag => tag.Strategy == "semver"));
        Assert.Equal(isReleased, plan.Version is not null);
        Assert.Contains("a1b2c3d", plan.Tags.Select(tag => tag.Value));
        if (!isReleased)
        {
            Assert.Contains("PLIMSOLL_TAG", Assert.Single(plan.Warnings), StringComparison.Ordinal);
            Assert.All(plan.Skipped, skipped => Assert.Contains("the CI host is unknown", skipped.Reason, StringComparison.Ordinal));
        }
        else
        {
            Assert.Empty(plan.Warnings);
        }
    }

    private static RunOverride? Read(string variables, string? branch) =>
        RunOverrideReader.Read(variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]).GetValueOrDefault, branch);
}

using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Strategies;

public class TagConditionTests
{
    [Theory]
    [InlineData("main", true)]
    [InlineData("m*", true)]
    [InlineData("Main", false)]
    [InlineData("release/*", false)]
    public void A_branch_is_limited_by_patterns(string pattern, bool expected) =>
        Assert.Equal(expected, Counts(new TagCondition { Branches = [pattern] }, Contexts.Build(Contexts.Repository())));

    [Fact]
    public void Alternatives_are_enough_one_by_one_and_limits_count_together()
    {
        var context = Contexts.Build(Contexts.Repository(), "staging");

        Assert.True(Counts(new TagCondition { Branches = ["next", "main"] }, context));
        Assert.True(Counts(new TagCondition { Branches = ["main"], Environments = ["stag*"] }, context));
        Assert.False(Counts(new TagCondition { Branches = ["main"], Environments = ["live"] }, context));
    }

    [Fact]
    public void A_shell_has_the_events_of_the_host_that_would_build_the_same()
    {
        Assert.True(Counts(new TagCondition { Events = [BuildEvent.Push] }, Contexts.Build(Contexts.Repository())));
        Assert.True(Counts(new TagCondition { Events = [BuildEvent.Tag] }, Contexts.Build(Contexts.Repository("v1.0.0") with { Branch = null })));
        Assert.False(Counts(new TagCondition { Events = [BuildEvent.Schedule] }, Contexts.Build(Contexts.Repository())));
    }

    [Theory]
    [InlineData(BuildEvent.Tag, "v1.0.0", null, null, RunKind.Tag)]
    [InlineData(BuildEvent.Manual, "v1.0.0", null, null, RunKind.Tag)]
    [InlineData(BuildEvent.Schedule, "v1.0.0", null, null, RunKind.Tag)]
    [InlineData(BuildEvent.Push, null, "main", null, RunKind.Branch)]
    [InlineData(BuildEvent.Manual, null, "main", null, RunKind.Branch)]
    [InlineData(BuildEvent.Schedule, null, "main", null, RunKind.Branch)]
    [InlineData(BuildEvent.PullRequest, null, null, "12", RunKind.PullRequest)]
    public void A_run_is_of_what_the_host_started_it_on_whatever_is_at_the_commit(BuildEvent buildEvent, string? tag, string? branch, string? pullRequest, RunKind expected)
    {
        var host = new HostContext { Host = "GitLab", Event = buildEvent, Tag = tag, Branch = branch, PullRequest = pullRequest };
        var context = Contexts.Build(Contexts.Repository("v1.0.0") with { Branch = null }, host: host);

        foreach (var run in Enum.GetValues<RunKind>())
            Assert.Equal(run == expected, Counts(new TagCondition { Runs = [run] }, context));
    }

    [Fact]
    public void A_shell_is_of_its_branch_or_of_a_detached_tag()
    {
        Assert.True(Counts(new TagCondition { Runs = [RunKind.Branch] }, Contexts.Build(Contexts.Repository("v1.0.0"))));
        Assert.True(Counts(new TagCondition { Runs = [RunKind.Tag] }, Contexts.Build(Contexts.Repository("v1.0.0") with { Branch = null })));
        Assert.Equal("only for runs for a tag; this is branch", new TagCondition { Runs = [RunKind.Tag] }.GetSkipReason(Contexts.Build(Contexts.Repository())));
    }

    [Fact]
    public void A_rule_that_does_not_count_says_why()
    {
        var rules = new TagRules { Strategies = [new RawStrategy { Value = "stable", When = new TagCondition { Tags = ["v*"] } }, new RawStrategy { Value = "canary", When = new TagCondition { Branches = ["next"], Events = [BuildEvent.PullRequest] } }] };
        var plan = TagEngine.Derive(Contexts.Build(Contexts.Repository()), rules, new KnownTags([]));

        Assert.Equal(["only for tag v*; there is none", "only for branch next; this is main"], plan.Skipped.Select(skipped => skipped.Reason));
    }

    private static bool Counts(TagCondition condition, BuildContext context) => condition.GetSkipReason(context) is null;
}

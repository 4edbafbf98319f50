using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests;

/// <summary>A pull request and a working tree with changes move no tag that others use too.</summary>
public sealed class SharedTagGuardTests
{
    [Fact]
    public void A_pull_request_gets_its_own_tag_and_its_commit()
    {
        var plan = Derive(new TagRules());

        Assert.Equal(["a1b2c3d", "pr-12"], plan.Tags.Select(tag => tag.Value));
        Assert.Contains(plan.Skipped, skipped => skipped is { Strategy: StrategyNames.Date, Reason: "2026-05-19: this is a build of pull request 12, which gets only its own tag and the commit's tag" });
    }

    [Fact]
    public void Rules_of_ones_own_share_nothing_either()
    {
        var plan = Derive(new TagRules
        {
            Strategies = [new RawStrategy { Value = "nightly" }, new RawStrategy { Value = "build-a1b2c3d" }, new EdgeStrategy { Branch = "main" }, new CalendarVersionStrategy(), new GitShaStrategy()],
            AddsPullRequest = false,
        });

        Assert.Equal(["a1b2c3d", "build-a1b2c3d"], plan.Tags.Select(tag => tag.Value));
    }

    [Fact]
    public void A_rule_that_names_pull_requests_is_meant_for_them()
    {
        var rule = new RawStrategy { Value = "preview", When = new TagCondition { Events = [BuildEvent.PullRequest] } };

        Assert.Equal(["preview"], Derive(new TagRules { Strategies = [rule], AddsPullRequest = false }).Tags.Select(tag => tag.Value));
        Assert.Equal(["pr-12"], Derive(new TagRules { Strategies = [] }).Tags.Select(tag => tag.Value));
        Assert.Empty(Derive(new TagRules { Only = [StrategyNames.Date] }).Tags);
    }

    [Fact]
    public void A_pull_request_goes_only_to_environments_that_take_it()
    {
        var exception = Assert.Throws<PlimsollException>(() => Derive(new TagRules(), "staging"));

        Assert.Equal(ErrorKind.Policy, exception.Kind);
        Assert.Contains("environments.staging.pullRequests: true", exception.Advice, StringComparison.Ordinal);
        Assert.Equal(["a1b2c3d", "staging", "pr-12"], Derive(new TagRules { AllowsPullRequests = true }, "staging").Tags.Select(tag => tag.Value));
    }

    /// <summary>A commit that the run made itself, or a newer one than the host speaks of.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("main")]
    public void A_pull_requests_run_with_another_commit_checked_out_gets_its_commit_alone(string? branch)
    {
        var host = new HostContext { Host = "GitHub Actions", Event = BuildEvent.PullRequest, PullRequest = "12", CommitId = new string('f', 40) };
        var context = Contexts.Build(Contexts.Repository("v2.1.0") with { Branch = branch }, host: host);

        var plan = TagEngine.Derive(context, new TagRules { Strategies = [.. new TagRules().Strategies, new RawStrategy { Value = "stable" }, new BranchStrategy(), new EdgeStrategy()] }, new KnownTags([]));

        Assert.Equal(["a1b2c3d"], plan.Tags.Select(tag => tag.Value));
        Assert.Contains(plan.Skipped, skipped => skipped is { Strategy: StrategyNames.Raw, Reason: "stable: the CI run is for pull request 12, but for another commit of it" });
        Assert.StartsWith("the CI run is for pull request 12, but for another commit of it (ffff", Assert.Single(context.Warnings), StringComparison.Ordinal);
    }

    /// <summary>A host that is not known with a detached HEAD, and one that says no number (<c>pull_request_target</c> without its event file).</summary>
    [Theory]
    [InlineData(false, "the CI host is unknown")]
    [InlineData(true, "the CI run is for a pull request, but the CI host does not provide its number")]
    public void What_may_be_a_pull_request_gets_its_commit_alone(bool isKnownHost, string reason)
    {
        var host = isKnownHost ? new HostContext { Host = "GitHub Actions", Event = BuildEvent.PullRequest, Branch = "main", CommitId = Contexts.CommitId } : null;
        var repository = Contexts.Repository("v2.1.0") with { Branch = null };
        var context = BuildContext.Create(repository, host, Contexts.Now, null, isCi: true);
        var rules = new TagRules { Strategies = [.. new TagRules().Strategies, new RawStrategy { Value = "stable" }, new CalendarVersionStrategy(), new BranchStrategy(), new EdgeStrategy()] };

        Assert.Equal(["a1b2c3d"], TagEngine.Derive(context, rules, new KnownTags([])).Tags.Select(tag => tag.Value));
        Assert.StartsWith(reason, Assert.Single(context.Warnings), StringComparison.Ordinal);

        var exception = Assert.Throws<PlimsollException>(() => TagEngine.Derive(context with { Environment = "staging" }, rules, new KnownTags([])));
        Assert.Equal(ErrorKind.Policy, exception.Kind);
        Assert.Contains("PLIMSOLL_BRANCH, PLIMSOLL_TAG or PLIMSOLL_PULL_REQUEST", exception.Advice, StringComparison.Ordinal);

        var given = BuildContext.Create(repository, host, Contexts.Now, "staging", new RunOverride { Branch = "main" }, isCi: true);
        Assert.Contains("staging", TagEngine.Derive(given, rules, new KnownTags([])).Tags.Select(tag => tag.Value));
    }

    [Fact]
    public void What_is_said_by_hand_of_such_a_run_counts()
    {
        var host = new HostContext { Host = "GitHub Actions", Event = BuildEvent.PullRequest, PullRequest = "12", CommitId = new string('f', 40) };
        var context = BuildContext.Create(Contexts.Repository("v2.1.0"), host, Contexts.Now, null, new RunOverride { Branch = "main" }, isCi: true);

        Assert.Contains("2.1.0", TagEngine.Derive(context, new TagRules(), new KnownTags([])).Tags.Select(tag => tag.Value));
    }

    [Fact]
    public void A_changed_tree_of_a_pull_request_gets_its_commit_alone() =>
        Assert.Equal(["a1b2c3d-dirty"], Derive(new TagRules(), changed: "app.cs").Tags.Select(tag => tag.Value));

    private static TagPlan Derive(TagRules rules, string? environment = null, params string[] changed)
    {
        var host = new HostContext { Host = "GitHub Actions", Event = BuildEvent.PullRequest, PullRequest = "12", CommitId = Contexts.CommitId };
        var context = Contexts.Build(Contexts.Repository("v2.1.0") with { Branch = null, ChangedFiles = changed }, host: host) with { Environment = environment };
        return TagEngine.Derive(context, rules, new KnownTags([]));
    }
}

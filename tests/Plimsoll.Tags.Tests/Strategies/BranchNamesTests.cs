using Plimsoll.Publishing.Configuration;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Strategies;

/// <summary>No two branches have the same tag, whichever run writes it, and none has one that something else names.</summary>
public class BranchNamesTests
{
    private static readonly string[] Branches = ["main", "feature-x", "release/1.x"];

    [Theory]
    [InlineData("main", "main")]
    [InlineData("feature-x", "feature-x")]
    [InlineData("release/1.x", "release-1.x")]
    [InlineData("release/1.2", "release-1.2")]
    [InlineData("fix/a b", "fix-a-b")]
    [InlineData("Main", "Main")]
    // another branch's
    [InlineData("feature/x", "feature-x-")]
    [InlineData("feature#x", "feature-x-")]
    [InlineData("release#1.x", "release-1.x-")]
    [InlineData("#main", "main-")]
    [InlineData("main!", "main-")]
    [InlineData("ö-main", "main-")]
    [InlineData("-main", "main-")]
    [InlineData("#other", "other-")]
    [InlineData("other!", "other-")]
    // what releases, commits and days name
    [InlineData("latest", "latest-")]
    [InlineData("#latest", "latest-")]
    [InlineData("Latest", "Latest-")]
    [InlineData("1", "1-")]
    [InlineData("v1.2", "v1.2-")]
    [InlineData("1.2.3", "branch-1.2.3-")]
    [InlineData("v1.2.3", "branch-v1.2.3-")]
    [InlineData("1.2.3-alpine", "branch-1.2.3-alpine-")]
    [InlineData("2026-05-19", "2026-05-19-")]
    [InlineData("20260519", "20260519-")]
    [InlineData("a1b2c3d", "a1b2c3d-")]
    [InlineData("sha-a1b2c3d", "sha-a1b2c3d-")]
    // what other rules name
    [InlineData("edge", "edge-")]
    [InlineData("nightly", "nightly-")]
    [InlineData("pr-12", "pr-12-")]
    [InlineData("pr/12", "pr-12-")]
    [InlineData("staging", "staging-")]
    [InlineData("production", "production-")]
    public void A_branch_has_its_name_or_carries_a_hash(string branch, string expected)
    {
        var tag = Assert.Single(Derive(branch, Rules("tags: [branch, edge, schedule]")).Tags, tag => tag.Strategy == "branch");

        if (!expected.EndsWith('-'))
            Assert.Equal(expected, tag.Value);
        else
            Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(expected)}[a-f][0-9a-f]{{7}}$", tag.Value);
        Assert.Equal(Mutability.Moving, tag.Mutability);
        Assert.Equal(Mutability.Moving, TagClassifier.Classify(tag.Value));
        Assert.Equal(tag, Assert.Single(Derive(branch, Rules("tags: [branch, edge, schedule]")).Tags, tag => tag.Strategy == "branch"));
        Assert.StartsWith($"the branch is {branch}", tag.Reason, StringComparison.Ordinal);
        Assert.Equal(expected.EndsWith('-'), tag.Reason.Contains(';', StringComparison.Ordinal));
    }

    [Fact]
    public void No_two_share_a_tag()
    {
        string[] branches = ["main", "#main", "main!", "main#", "ö-main", "-main", "feature/x", "feature-x", "feature#x", "feature--x", "feature//x", "latest", "#latest", "1", "#1", "1.2.3", "#1.2.3"];
        var tags = branches.Select(branch => Derive(branch, Rules("tags: [branch]"), branches).Tags.Single().Value).ToList();

        Assert.Equal(branches.Length, tags.Distinct().Count());
    }

    [Fact]
    public void The_default_branch_is_known_where_no_other_is()
    {
        var repository = Contexts.Repository() with { Branch = "trunk#", DefaultBranch = "trunk" };

        Assert.StartsWith("trunk-", TagEngine.Derive(Contexts.Build(repository), Rules("tags: [branch]"), new KnownTags([])).Tags.Single().Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ branch: { prefix: v } }", "1.2", "v1.2-")]
    [InlineData("{ branch: { suffix: -alpine } }", "latest", "latest-")]
    [InlineData("{ branch: { suffix: -alpine } }", "main", "main-alpine")]
    [InlineData("{ branch: { prefix: pr- } }", "12", "pr-12-")]
    [InlineData("'type=ref,event=branch'", "feature/x", "feature-x-")]
    [InlineData("'type=ref,event=branch,suffix=-alpine'", "#main", "main-")]
    [InlineData("'type=ref,event=branch'", "latest", "latest-")]
    [InlineData("'type=ref,event=branch'", "1.2.3", "branch-1.2.3-")]
    [InlineData("'type=ref,event=branch'", "main", "main")]
    public void With_what_stands_around_it(string rule, string branch, string expected)
    {
        var tag = Derive(branch, Rules($"tags: [{rule}]")).Tags.Single();

        Assert.StartsWith(expected, tag.Value, StringComparison.Ordinal);
        Assert.Equal(expected.EndsWith('-'), tag.Value.Length > expected.Length);
    }

    [Fact]
    public void A_long_name_stays_within_the_limit()
    {
        var name = new string('x', 200);

        Assert.Equal(128, Derive(name, Rules("tags: [branch]")).Tags.Single().Value.Length);
        Assert.Equal(128, Derive("#" + name, Rules("tags: [branch]")).Tags.Single().Value.Length);
        Assert.InRange(Derive("1.2.3-" + name, Rules("tags: [{ branch: { suffix: -alpine } }]")).Tags.Single().Value.Length, 100, 128);
    }

    [Fact]
    public void Nothing_valid_gives_no_tag() => Assert.Contains("cannot be converted to a tag", Derive("ö", Rules("tags: [branch]")).Skipped.Single().Reason, StringComparison.Ordinal);

    private static TagRules Rules(string configuration) => ConfigurationFile.Parse("plimsoll.yml", configuration + "\nenvironments: { staging: {} }").RulesFor(environment: null);

    private static TagPlan Derive(string branch, TagRules rules, IReadOnlyCollection<string>? branches = null) =>
        TagEngine.Derive(Contexts.Build(Contexts.Repository() with { Branch = branch, Branches = branches ?? Branches }), rules, new KnownTags([]));
}

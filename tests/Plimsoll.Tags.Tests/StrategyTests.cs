using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests;

/// <summary>The strategies one by one, as rules of their own.</summary>
public class StrategyTests
{
    [Theory]
    [InlineData("main", "main")]
    [InlineData("feature/login form", "feature-login-form")]
    [InlineData("release/1.2", "release-1.2")]
    public void A_branch_is_its_name(string branch, string tag) =>
        Assert.Equal(new Tag(tag, "branch", Mutability.Moving, $"the branch is {branch}"), Assert.Single(Derive(new BranchStrategy(), Contexts.Repository() with { Branch = branch }).Tags));

    [Fact]
    public void A_tag_and_a_pull_request_are_no_branch()
    {
        var tagged = Contexts.Repository("v1.0.0") with { Branch = null };
        Assert.Equal("this is a build of tag v1.0.0", Assert.Single(Derive(new BranchStrategy(), tagged).Skipped).Reason);
        Assert.Equal("this is a build of pull request 12", Assert.Single(Derive(new BranchStrategy(), Contexts.Repository() with { Branch = null }, PullRequest).Skipped).Reason);
    }

    [Fact]
    public void A_pull_request_is_its_number()
    {
        Assert.Equal("pr-12", Value(new PullRequestStrategy(), Contexts.Repository(), PullRequest));
        Assert.Equal("review-12", Value(new PullRequestStrategy { Prefix = "review-" }, Contexts.Repository(), PullRequest));
        Assert.Equal("not a build of a pull request", Assert.Single(Derive(new PullRequestStrategy(), Contexts.Repository()).Skipped).Reason);
    }

    [Fact]
    public void A_schedule_is_nightly()
    {
        Assert.Equal("nightly", Value(new ScheduleStrategy(), Contexts.Repository(), Host(BuildEvent.Schedule)));
        Assert.Equal("weekly", Value(new ScheduleStrategy { Value = "weekly" }, Contexts.Repository(), Host(BuildEvent.Schedule)));
        Assert.Equal("the build is not scheduled", Assert.Single(Derive(new ScheduleStrategy(), Contexts.Repository(), Host(BuildEvent.Push)).Skipped).Reason);
    }

    [Theory]
    [InlineData("main", null, "edge")]
    [InlineData("next", "next", "edge")]
    [InlineData("feature", null, null)]
    [InlineData(null, null, null)]
    public void Edge_is_the_newest_build_of_one_branch(string? branch, string? of, string? tag) =>
        Assert.Equal(tag, Derive(new EdgeStrategy { Branch = of }, Contexts.Repository() with { Branch = branch }).Tags.SingleOrDefault()?.Value);

    [Fact]
    public void The_configured_default_branch_wins_over_what_is_guessed()
    {
        var rules = new TagRules { Strategies = [new EdgeStrategy(), new LatestStrategy()], DefaultBranch = "trunk" };

        Assert.Equal(["latest", "edge"], TagEngine.Derive(Contexts.Build(Contexts.Repository() with { Branch = "trunk" }), rules, new KnownTags([])).Tags.Select(tag => tag.Value));
        Assert.Empty(TagEngine.Derive(Contexts.Build(Contexts.Repository()), rules, new KnownTags([])).Tags);
    }

    [Theory]
    [InlineData("stable", Mutability.Moving)]
    [InlineData("1.25.3-alpine", Mutability.Immutable)]
    [InlineData("build/7", Mutability.Moving)]
    public void A_text_moves_or_not_as_its_look_says(string text, Mutability mutability) =>
        Assert.Equal(mutability, Assert.Single(Derive(new RawStrategy { Value = text }, Contexts.Repository()).Tags).Mutability);

    [Theory]
    [InlineData("v2.0.0", new[] { "v2.0.0" }, "latest", true)]
    [InlineData("v2.0.0-rc.1", new[] { "v2.0.0-rc.1" }, "latest", false)]
    [InlineData("v1.2.9", new[] { "v1.2.9", "v2.0.0" }, "latest", false)]
    [InlineData("v1.2.9", new[] { "v1.2.9", "v2.0.0" }, "1.2", true)]
    [InlineData("v1.2.9", new[] { "v1.2.9", "v2.0.0" }, "2", false)]
    [InlineData("v1.2.9", new[] { "v1.2.9", "v1.3.0" }, "1", false)]
    [InlineData("v2.0.0-rc.1", new[] { "v2.0.0-rc.1" }, "2", false)]
    [InlineData(null, new[] { "v2.0.0" }, "2.0", false)]
    [InlineData(null, new string[0], "latest", true)]
    public void No_text_moves_a_tag_of_releases_backwards_or_to_a_prerelease(string? atHead, string[] all, string text, bool expected)
    {
        var plan = Derive(new RawStrategy { Value = text }, Contexts.Repository(atHead is null ? [] : [atHead]) with { Tags = all });

        Assert.Equal(expected, plan.Tags.Count == 1);
        Assert.Equal(expected, plan.Skipped.Count == 0);
    }

    [Fact]
    public void Two_texts_that_end_as_one_tag_are_an_error_that_names_both()
    {
        var exception = Assert.Throws<PlimsollException>(() => Derive([new RawStrategy { Value = "a/b" }, new RawStrategy { Value = "a b" }], Contexts.Repository()));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("the text 'a/b'", exception.Message);
        Assert.Contains("the text 'a b'", exception.Message);
    }

    [Fact]
    public void One_version_found_twice_is_derived_once()
    {
        var plan = Derive([new SemanticVersionStrategy { Minor = false, Major = false }, new MatchStrategy { Pattern = "v(.*)", Group = "1" }], Contexts.Repository("v2.1.0"));

        Assert.Equal("2.1.0", Assert.Single(plan.Tags).Value);
        Assert.Contains("by strategy 'semver'", Assert.Single(plan.Skipped).Reason);
    }

    [Theory]
    [InlineData(@"v(\d+\.\d+\.\d+)", "1", "v2.1.0-rc.1", "2.1.0", Mutability.Immutable)]
    [InlineData(@"(?<flavour>[a-z]+)$", "flavour", "v2.1.0-alpine", "alpine", Mutability.Moving)]
    [InlineData("release-.*", "0", "release-7", "release-7", Mutability.Moving)]
    public void A_match_is_part_of_the_git_tag(string pattern, string group, string gitTag, string tag, Mutability mutability)
    {
        var derived = Assert.Single(Derive(new MatchStrategy { Pattern = pattern, Group = group }, Contexts.Repository(gitTag)).Tags);
        Assert.Equal((tag, mutability), (derived.Value, derived.Mutability));
    }

    [Fact]
    public void A_match_that_finds_nothing_says_so_and_one_that_never_ends_is_an_error()
    {
        Assert.Contains("does not match v2.1.0", Assert.Single(Derive(new MatchStrategy { Pattern = "^x" }, Contexts.Repository("v2.1.0")).Skipped).Reason);
        Assert.Equal("no git tag at HEAD", Assert.Single(Derive(new MatchStrategy { Pattern = "x" }, Contexts.Repository()).Skipped).Reason);
        Assert.ThrowsAny<ArgumentException>(() => new MatchStrategy { Pattern = "(" });

        var endless = Assert.Throws<PlimsollException>(() => Derive(new MatchStrategy { Pattern = "^(a+)+$" }, Contexts.Repository(new string('a', 60) + "b")));
        Assert.Equal(ErrorKind.Usage, endless.Kind);
    }

    [Theory]
    [InlineData(7, "a1b2c3d")]
    [InlineData(12, "a1b2c3d4e5f6")]
    [InlineData(GitShaStrategy.WholeId, Contexts.CommitId)]
    public void A_commit_has_as_many_digits_as_asked_for(int length, string tag) =>
        Assert.Equal(tag, Value(new GitShaStrategy { Length = length }, Contexts.Repository()));

    [Fact]
    public void A_commit_has_more_digits_where_fewer_are_ambiguous()
    {
        var repository = Contexts.Repository();
        repository = repository with { Head = repository.Head with { AbbreviatedId = Contexts.CommitId[..9] } };

        Assert.Equal("sha-a1b2c3d4e", Value(new GitShaStrategy { Prefix = "sha-" }, repository));
    }

    [Fact]
    public void Affixes_stand_around_every_version_and_the_registry_is_read_with_them()
    {
        var alpine = new SemanticVersionStrategy { Suffix = "-alpine" };
        var repository = Contexts.Repository("v2.1.0");

        Assert.Equal(["2.1.0-alpine", "2.1-alpine", "2-alpine"], Derive(alpine, repository).Tags.Select(tag => tag.Value));
        var behind = TagEngine.Derive(Contexts.Build(repository), new TagRules { Strategies = [alpine] }, new KnownTags(repository.Tags, ["2.1.5-alpine"]));
        Assert.Equal(["2.1.0-alpine"], behind.Tags.Select(tag => tag.Value));
        Assert.Contains(behind.Warnings, warning => warning.StartsWith("registry-ahead-of-git: the registry has 2.1.5-alpine", StringComparison.Ordinal));
    }

    [Fact]
    public void The_parts_of_a_version_can_be_chosen()
    {
        Assert.Equal(["2.1"], Values(new SemanticVersionStrategy { Full = false, Major = false }, Contexts.Repository("v2.1.0")));
        Assert.Equal(["0.3.0", "0.3", "0"], Values(new SemanticVersionStrategy { ZeroMajor = true }, Contexts.Repository("v0.3.0")));
        Assert.Equal(["2.1.0", "2.1", "2"], Values(new SemanticVersionStrategy { BuildMetadata = false }, Contexts.Repository("v2.1.0+build.5")));
    }

    [Theory]
    [InlineData("v1.2", new[] { "1.2.0", "1.2", "1" })]
    [InlineData("1.2.3", new[] { "1.2.3", "1.2", "1" })]
    [InlineData("1.2rc1", new[] { "1.2.0rc1" })]
    [InlineData("1.2.dev3", new[] { "1.2.0.dev3" })]
    [InlineData("1.2.3-1", new[] { "1.2.3.post1", "1.2", "1" })]
    [InlineData("1!2.0+local", new[] { "1-2.0.0_local", "2.0", "2" })]
    public void A_python_version_is_normalised_and_has_three_numbers(string gitTag, string[] tags) =>
        Assert.Equal(tags, Values(new Pep440Strategy(), Contexts.Repository(gitTag)));

    [Fact]
    public void A_python_backport_moves_its_own_line_only_and_latest_follows_python_versions()
    {
        var repository = Contexts.Repository("1.2.9") with { Tags = ["1.2.9", "2.0rc1", "1.10"] };
        Assert.Equal(["1.2.9", "1.2"], Derive([new Pep440Strategy(), new LatestStrategy()], repository).Tags.Select(tag => tag.Value));

        var prerelease = Contexts.Repository("2.0rc1") with { Tags = ["1.10", "2.0rc1"] };
        Assert.Equal(["2.0.0rc1"], Derive([new Pep440Strategy(), new LatestStrategy()], prerelease).Tags.Select(tag => tag.Value));
    }

    [Theory]
    [InlineData("yyyy-MM-dd", "UTC", "2026-05-19", Mutability.Moving)]
    [InlineData("yyyy-MM-dd", "Europe/Berlin", "2026-05-20", Mutability.Moving)]
    [InlineData("yyyyMMdd-HHmmss", "America/New_York", "20260519-193000", Mutability.Immutable)]
    [InlineData("yyyyMMdd", "UTC", "20260519", Mutability.Moving)]
    [InlineData("yyyy-MM-dd HH:mm", "UTC", "2026-05-19-23-30", Mutability.Moving)]
    [InlineData("MMMM", "UTC", "May", Mutability.Moving)]
    public void A_date_has_a_format_and_a_zone(string format, string zone, string tag, Mutability mutability)
    {
        var strategy = new DateStrategy { Format = format, Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        var derived = Assert.Single(Derive(strategy, Contexts.Repository()).Tags);

        Assert.Equal((tag, mutability), (derived.Value, derived.Mutability));
    }

    [Fact]
    public void A_date_that_looks_like_a_line_of_releases_is_left_to_releases() =>
        Assert.Contains("reserved for releases of 2026.05", Assert.Single(Derive(new DateStrategy { Format = "yyyy.MM" }, Contexts.Repository()).Skipped).Reason);

    [Fact]
    public void A_day_without_dashes_is_counted_too() =>
        Assert.Equal("20260519.1", Value(new DateStrategy { Format = "yyyyMMdd", Counter = true }, Contexts.Repository()));

    [Theory]
    [InlineData(null, null, "2026-05-19.1", "neither registry nor receipts")]
    [InlineData(new[] { "latest" }, null, "2026-05-19.1", "the first in the registry")]
    [InlineData(new[] { "2026-05-19.2", "2026-05-19.10", "2026-05-18.99", "2026-05-19.x" }, null, "2026-05-19.11", "2026-05-19.10 is in the registry")]
    [InlineData(new[] { "2026-05-19.2" }, new[] { "2026-05-19.4" }, "2026-05-19.5", "2026-05-19.4 is in a receipt")]
    public void A_counter_goes_on_from_the_highest_of_the_day(string[]? registry, string[]? receipts, string tag, string reason)
    {
        var plan = TagEngine.Derive(Contexts.Build(Contexts.Repository()), new TagRules { Strategies = [new DateStrategy { Counter = true }] }, new KnownTags([], registry, receipts));

        var derived = Assert.Single(plan.Tags);
        Assert.Equal((tag, Mutability.Immutable), (derived.Value, derived.Mutability));
        Assert.Contains(reason, derived.Reason);
    }

    [Theory]
    [InlineData("YYYY.MM.MICRO", new string[0], "2026.5.0", Mutability.Immutable)]
    [InlineData("YYYY.0M.MICRO", new[] { "2026.05.0", "2026.05.3", "2026.04.9" }, "2026.05.4", Mutability.Immutable)]
    [InlineData("YY.0W", new string[0], "26.21", Mutability.Moving)]
    [InlineData("YYYY.0M.0D", new string[0], "2026.05.19", Mutability.Immutable)]
    [InlineData("YYYY.0M", new string[0], "2026.05", Mutability.Moving)]
    public void A_calendar_version_counts_the_builds_of_its_period(string format, string[] registry, string tag, Mutability mutability)
    {
        var strategy = new CalendarVersionStrategy { Format = CalendarVersionFormat.Parse(format) };
        var derived = Assert.Single(TagEngine.Derive(Contexts.Build(Contexts.Repository()), new TagRules { Strategies = [strategy] }, new KnownTags([], registry)).Tags);

        Assert.Equal((tag, mutability), (derived.Value, derived.Mutability));
    }

    [Fact]
    public void A_calendar_version_in_the_registry_is_no_release_that_latest_respects()
    {
        var repository = Contexts.Repository("v1.0.0");
        var rules = new TagRules { Strategies = [new SemanticVersionStrategy(), new CalendarVersionStrategy(), new LatestStrategy()] };
        var plan = TagEngine.Derive(Contexts.Build(repository), rules, new KnownTags(repository.Tags, ["2026.5.0"]));

        Assert.Equal(["1.0.0", "1.0", "1", "2026.5.1", "latest"], plan.Tags.Select(tag => tag.Value));
        Assert.Empty(plan.Warnings);
    }

    [Fact]
    public void A_run_for_a_release_whose_tag_is_not_at_head_is_an_error()
    {
        var host = Host(BuildEvent.Tag) with { Tag = "v2.0.0" };

        var exception = Assert.Throws<PlimsollException>(() => Derive(new SemanticVersionStrategy(), Contexts.Repository("v1.0.0"), host));
        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("v2.0.0", exception.Message);
    }

    [Fact]
    public void A_component_has_releases_of_its_own()
    {
        var repository = Contexts.Repository("api-v1.2.0") with { Tags = ["api-v1.2.0", "web-v3.0.0", "v9.0.0"] };
        var plan = TagEngine.Derive(Contexts.Build(repository), new TagRules { TagPrefix = "api-v" }, new KnownTags(repository.Tags));

        Assert.Equal(["1.2.0", "1.2", "1", "latest"], plan.Tags.Take(4).Select(tag => tag.Value));
        Assert.Equal("1.2.0", plan.Version);
    }

    private static HostContext PullRequest => Host(BuildEvent.PullRequest) with { PullRequest = "12" };

    private static HostContext Host(BuildEvent buildEvent) => new() { Host = "GitHub Actions", Event = buildEvent, CommitId = Contexts.CommitId };

    private static TagPlan Derive(TagStrategy strategy, RepositoryState repository, HostContext? host = null) => Derive([strategy], repository, host);

    private static TagPlan Derive(IReadOnlyList<TagStrategy> strategies, RepositoryState repository, HostContext? host = null) =>
        TagEngine.Derive(Contexts.Build(repository, host: host), new TagRules { Strategies = strategies }, new KnownTags(repository.Tags));

    private static string Value(TagStrategy strategy, RepositoryState repository, HostContext? host = null) => Assert.Single(Derive(strategy, repository, host).Tags).Value;

    private static IEnumerable<string> Values(TagStrategy strategy, RepositoryState repository) => Derive(strategy, repository).Tags.Select(tag => tag.Value);
}

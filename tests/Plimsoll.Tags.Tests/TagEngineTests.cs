using CsCheck;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests;

public class TagEngineTests
{
    [Fact]
    public void A_release_has_its_versions_latest_commit_day_and_environment_in_that_order() =>
        Assert.Equal(
            ["2.1.0", "2.1", "2", "latest", "a1b2c3d", "2026-05-19", "staging"],
            Values(Contexts.Repository("v2.1.0"), environment: "staging"));

    [Fact]
    public void Versions_commits_and_nothing_else_never_move() =>
        Assert.Equal(
            ["2.1.0", "a1b2c3d"],
            Derive(Contexts.Repository("v2.1.0"), environment: "staging").Tags.Where(tag => tag.Mutability == Mutability.Immutable).Select(tag => tag.Value));

    [Fact]
    public void A_commit_after_the_release_has_commit_day_and_environment_only()
    {
        var plan = Derive(Contexts.Repository() with { Tags = ["v2.1.0"] }, environment: "staging");

        Assert.Equal(["a1b2c3d", "2026-05-19", "staging"], plan.Tags.Select(tag => tag.Value));
        Assert.Contains(plan.Skipped, skipped => skipped is { Strategy: "semver", Reason: "no release tag at HEAD" });
        Assert.Contains(plan.Skipped, skipped => skipped.Strategy == "latest" && skipped.Reason.Contains("2.1.0 has been released"));
        Assert.Null(plan.Version);
    }

    [Fact]
    public void Without_any_release_latest_is_the_newest_build_of_the_default_branch() =>
        Assert.Equal(["latest", "a1b2c3d", "2026-05-19"], Values(Contexts.Repository()));

    [Theory]
    [InlineData("feature", "main", "the branch is feature")]
    [InlineData(null, "main", "no branch is checked out")]
    [InlineData("main", null, "the default branch is unknown")]
    public void Without_any_release_other_builds_have_no_latest(string? branch, string? defaultBranch, string reason)
    {
        var plan = Derive(Contexts.Repository() with { Branch = branch, DefaultBranch = defaultBranch });

        Assert.DoesNotContain(plan.Tags, tag => tag.Value == "latest");
        Assert.Contains(reason, Assert.Single(plan.Skipped, skipped => skipped.Strategy == "latest").Reason);
    }

    [Theory]
    [InlineData("v2.1.0-rc.1", "2.1.0-rc.1")]
    [InlineData("1.0.0-alpha", "1.0.0-alpha")]
    public void A_prerelease_is_only_itself(string tag, string value)
    {
        var plan = Derive(Contexts.Repository(tag));

        Assert.Equal([value, "a1b2c3d", "2026-05-19"], plan.Tags.Select(tag => tag.Value));
        Assert.Contains("is a prerelease", Assert.Single(plan.Skipped, skipped => skipped.Strategy == "latest").Reason);
    }

    [Fact]
    public void Below_one_there_is_no_zero() =>
        Assert.Equal(["0.3.1", "0.3", "latest", "a1b2c3d", "2026-05-19"], Values(Contexts.Repository("v0.3.1")));

    [Theory]
    [InlineData("v1.2.9", new[] { "v1.2.9", "v1.3.0", "v2.0.0" }, new[] { "1.2.9", "1.2" })]
    [InlineData("v1.3.1", new[] { "v1.2.9", "v1.3.1", "v2.0.0" }, new[] { "1.3.1", "1.3", "1" })]
    [InlineData("v1.2.8", new[] { "v1.2.8", "v1.2.9" }, new[] { "1.2.8" })]
    [InlineData("v2.0.0", new[] { "v2.0.0", "v2.1.0-rc.1", "v3.0.0-beta" }, new[] { "2.0.0", "2.0", "2", "latest" })]
    [InlineData("v1.10.0", new[] { "v1.9.0", "v1.10.0" }, new[] { "1.10.0", "1.10", "1", "latest" })]
    public void A_backport_moves_its_own_line_and_nothing_else(string tag, string[] all, string[] versions) =>
        Assert.Equal([.. versions, "a1b2c3d", "2026-05-19"], Values(Contexts.Repository(tag) with { Tags = all }));

    [Fact]
    public void What_the_registry_has_released_counts_too_and_is_warned_about()
    {
        var repository = Contexts.Repository("v1.2.0");
        var plan = TagEngine.Derive(Contexts.Build(repository), new TagRules(), new KnownTags(repository.Tags, ["2.0.0", "2.0", "latest"]));

        Assert.Equal(["1.2.0", "1.2", "1", "a1b2c3d", "2026-05-19"], plan.Tags.Select(tag => tag.Value));
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("registry-ahead-of-git:", StringComparison.Ordinal) && warning.Contains("2.0.0"));
    }

    [Fact]
    public void Of_several_releases_at_head_the_highest_counts_unless_the_run_was_started_by_another()
    {
        var repository = Contexts.Repository("v2.1.0", "v2.1.0-rc.1");
        var host = new HostContext { Host = "GitHub Actions", Event = BuildEvent.Tag, Tag = "v2.1.0-rc.1", CommitId = Contexts.CommitId };

        Assert.Equal("2.1.0", Values(repository)[0]);
        Assert.Equal("2.1.0-rc.1", TagEngine.Derive(Contexts.Build(repository, host: host), new TagRules(), new KnownTags(repository.Tags)).Tags[0].Value);
    }

    [Theory]
    [InlineData("v2.1")]
    [InlineData("release-1")]
    [InlineData("v01.2.3")]
    [InlineData("1.2.3.4")]
    [InlineData("v1.2.3 ")]
    public void A_tag_that_is_no_semantic_version_is_no_release(string tag) =>
        Assert.DoesNotContain(Derive(Contexts.Repository(tag)).Tags, derived => derived.Strategy == StrategyNames.SemanticVersion);

    [Theory]
    [InlineData("v1.0.20261129131546", "1.0.20261129131546", "1.0", "1", "latest")]
    [InlineData("v99999999999999999999.4294967296.0", "99999999999999999999.4294967296.0", "99999999999999999999.4294967296", "99999999999999999999", "latest")]
    [InlineData("v1.0.20261129131546-rc.20261129131546", "1.0.20261129131546-rc.20261129131546")]
    public void Numbers_of_a_version_may_be_of_any_size(string tag, params string[] expected) =>
        Assert.Equal(expected, Values(Contexts.Repository(tag), rules: new TagRules { Only = ["semver", "latest"] }));

    [Theory]
    [InlineData("v1.0.20261129131546", "v1.0.20261129131547")]
    [InlineData("v1.0.9", "v1.0.10000000000")]
    [InlineData("v4294967295.0.0", "v4294967296.0.0")]
    public void And_are_compared_as_numbers(string lower, string higher)
    {
        var rules = new TagRules { Only = ["latest"] };

        Assert.Empty(Values(Contexts.Repository(lower) with { Tags = [lower, higher] }, rules: rules));
        Assert.Equal(["latest"], Values(Contexts.Repository(higher) with { Tags = [lower, higher] }, rules: rules));
    }

    [Fact]
    public void Build_metadata_follows_an_underscore() =>
        Assert.Equal(["2.1.0_build.5", "2.1", "2", "latest"], Values(Contexts.Repository("v2.1.0+build.5")).Take(4));

    [Theory]
    [InlineData("production")]
    [InlineData("prod")]
    public void Production_takes_what_cannot_move_and_its_own_pointer(string environment)
    {
        var plan = Derive(Contexts.Repository("v2.1.0"), environment, new TagRules { IsProduction = true });

        Assert.Equal(["2.1.0", "a1b2c3d", environment], plan.Tags.Select(tag => tag.Value));
        Assert.Equal(4, plan.Skipped.Count(skipped => skipped.Reason.Contains("production environments get only")));
    }

    [Fact]
    public void What_is_asked_for_by_name_is_derived_for_production_too_and_left_to_the_policy() =>
        Assert.Equal(["latest"], Values(Contexts.Repository("v2.1.0"), "production", new TagRules { IsProduction = true, Only = [StrategyNames.Latest] }));

    [Fact]
    public void A_release_of_a_changed_working_tree_is_refused_and_names_the_files()
    {
        var dirty = Contexts.Repository("v2.1.0") with { ChangedFiles = ["src/app.cs"] };

        var exception = Assert.Throws<PlimsollException>(() => Derive(dirty));
        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("src/app.cs", exception.Message);
        Assert.Equal("2.1.0", Values(dirty, rules: new TagRules { AllowDirty = true })[0]);
    }

    [Fact]
    public void A_changed_working_tree_is_not_its_commit_and_never_latest()
    {
        var plan = Derive(Contexts.Repository() with { ChangedFiles = ["src/app.cs"] });

        Assert.Equal(("a1b2c3d-dirty", Mutability.Moving), Assert.Single(plan.Tags.Select(tag => (tag.Value, tag.Mutability))));
        Assert.Contains(plan.Skipped, skipped => skipped.Reason == "2026-05-19: the working tree has changes, so only the commit's tag is published");
        Assert.Contains(plan.Warnings, warning => warning.Contains("src/app.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_shallow_clone_is_refused_with_the_fix_unless_no_version_is_asked_for()
    {
        var shallow = Contexts.Repository() with { IsShallow = true };

        var exception = Assert.Throws<PlimsollException>(() => Derive(shallow));
        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("fetch-depth: 0", exception.Advice);
        Assert.Contains("fetchDepth: 0", exception.Advice);
        Assert.Equal(["a1b2c3d"], Values(shallow, rules: new TagRules { Only = [StrategyNames.GitSha] }));
        Assert.Contains("a1b2c3d", Values(shallow, rules: new TagRules { AllowShallow = true }));
    }

    [Theory]
    [InlineData("raw: latest")]
    [InlineData("raw: { value: latest, suffix: -alpine }")]
    [InlineData("'type=raw,value=latest'")]
    [InlineData("raw: '1'")]
    [InlineData("match: '[0-9]+'")]
    [InlineData("match: { pattern: '[0-9]+', suffix: -alpine }")]
    [InlineData(@"'type=match,pattern=v(\d+),group=1,prefix=build-'")]
    public void A_shallow_clone_is_refused_by_any_rule_whose_tag_follows_releases(string rule)
    {
        var rules = Plimsoll.Publishing.Configuration.ConfigurationFile.Parse("plimsoll.yml", $"tags: [{rule}]").Tags;
        var shallow = Contexts.Repository("v1.2.9") with { IsShallow = true };

        Assert.Contains("is a shallow clone", Assert.Throws<PlimsollException>(() => Derive(shallow, rules: rules)).Message, StringComparison.Ordinal);
        Assert.Single(Values(shallow, rules: rules with { AllowShallow = true }));
        Assert.Equal(["v1.2.9"], Values(shallow, rules: Plimsoll.Publishing.Configuration.ConfigurationFile.Parse("plimsoll.yml", "tags: [match: '.+']").Tags));
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("2026-05-19")]
    [InlineData("a1b2c3d")]
    [InlineData("2")]
    public void Two_strategies_never_share_a_tag_unnoticed(string environment)
    {
        var exception = Assert.Throws<PlimsollException>(() => Derive(Contexts.Repository("v2.1.0"), environment));

        Assert.Contains("'environment'", exception.Message);
        Assert.Contains($"'{environment}'", exception.Message);
    }

    [Theory]
    [InlineData("2.1.0")]
    [InlineData("latest")]
    [InlineData("Latest")]
    [InlineData("3")]
    [InlineData("v3.1")]
    [InlineData("deadbeef1")]
    [InlineData("2027-01-31")]
    public void An_environment_never_takes_the_tag_of_another_strategy_even_in_another_run(string environment) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => Derive(Contexts.Repository() with { Tags = ["v9.0.0"] }, environment)).Kind);

    [Fact]
    public void No_environment_takes_a_changed_working_tree_unless_it_is_taken_for_its_commit()
    {
        var dirty = Contexts.Repository() with { ChangedFiles = ["src/app.cs"] };

        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => Derive(dirty, "production", new TagRules { IsProduction = true })).Kind);
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => Derive(dirty, "staging")).Kind);
        Assert.Equal(["a1b2c3d", "2026-05-19", "staging"], Values(dirty, "staging", new TagRules { AllowDirty = true }).Except(["latest"]));
    }

    [Fact]
    public void A_run_for_a_tag_releases_that_tag_whatever_started_it()
    {
        var host = new HostContext { Host = "Azure Pipelines", Event = BuildEvent.Manual, Tag = "v2.0.0", CommitId = Contexts.CommitId };

        Assert.Equal("2.0.0", TagEngine.Derive(Contexts.Build(Contexts.Repository("v2.0.0", "v2.1.0"), host: host), new TagRules(), new KnownTags(["v2.0.0"])).Tags[0].Value);
    }

    [Theory]
    [InlineData(LatestMode.Never, "v2.1.0", false)]
    [InlineData(LatestMode.Branch, null, true)]
    [InlineData(LatestMode.Branch, "v2.1.0-rc.1", false)]
    public void Latest_follows_its_mode(LatestMode mode, string? tag, bool expected) =>
        Assert.Equal(expected, Values(Contexts.Repository(tag is null ? [] : [tag]), rules: new TagRules { Strategies = [new LatestStrategy { Mode = mode }] }).Contains("latest"));

    [Fact]
    public void A_pull_request_is_never_latest()
    {
        var host = new HostContext { Host = "GitHub Actions", Event = BuildEvent.PullRequest, PullRequest = "12", CommitId = Contexts.CommitId };
        var repository = Contexts.Repository() with { Branch = null };

        var plan = TagEngine.Derive(Contexts.Build(repository, host: host), new TagRules(), new KnownTags([]));

        Assert.DoesNotContain(plan.Tags, derived => derived.Value == "latest");
    }

    [Fact]
    public void Labels_say_where_the_image_comes_from_and_nothing_of_the_clock()
    {
        var labels = Derive(Contexts.Repository("v2.1.0") with { RemoteUrl = "git@github.com:acme/app.git" }).Labels;

        Assert.Equal(
            [
                ("org.opencontainers.image.created", "2026-05-19T22:30:00Z"),
                ("org.opencontainers.image.revision", Contexts.CommitId),
                ("org.opencontainers.image.source", "https://github.com/acme/app"),
                ("org.opencontainers.image.title", "app"),
                ("org.opencontainers.image.url", "https://github.com/acme/app"),
                ("org.opencontainers.image.version", "2.1.0"),
            ],
            labels.Select(label => (label.Key, label.Value)));
    }

    [Theory]
    [InlineData("https://github.com/acme/app.git", "https://github.com/acme/app")]
    [InlineData("ssh://git@gitlab.example:2222/acme/app.git", "https://gitlab.example/acme/app")]
    [InlineData("https://dev.azure.com/acme/project/_git/app", "https://dev.azure.com/acme/project/_git/app")]
    [InlineData("/srv/git/app.git", null)]
    [InlineData("../app", null)]
    [InlineData("file:///srv/git/app.git", null)]
    [InlineData("C:\\git\\app", null)]
    public void The_source_is_a_web_address_or_left_out(string remote, string? source) =>
        Assert.Equal(source, Derive(Contexts.Repository() with { RemoteUrl = remote }).Labels.GetValueOrDefault("org.opencontainers.image.source"));

    [Fact]
    public void Every_plan_is_valid_without_repetition_and_the_same_each_time() =>
        Gen.Select(Gen.String[Gen.Char["abzAZ09._-+/ ä\n"], 1, 200], Gen.String[Gen.Char["v0123456789.-+rcx"], 1, 20], Gen.Bool)
            .Sample((environment, tag, isProduction) =>
            {
                var rules = new TagRules { IsProduction = isProduction };
                TagPlan plan;
                try
                {
                    plan = Derive(Contexts.Repository(tag), environment, rules);
                }
                catch (PlimsollException exception)
                {
                    Assert.Equal(ErrorKind.Usage, exception.Kind);
                    return;
                }

                Assert.All(plan.Tags, derived => Assert.True(ImageReference.IsValidTag(derived.Value), derived.Value));
                Assert.Equal(plan.Tags.Count, plan.Tags.DistinctBy(derived => derived.Value).Count());
                Assert.Equal(plan.Tags, Derive(Contexts.Repository(tag), environment, rules).Tags);
            });

    private static TagPlan Derive(RepositoryState repository, string? environment = null, TagRules? rules = null) =>
        TagEngine.Derive(Contexts.Build(repository, environment), rules ?? new TagRules(), new KnownTags(repository.Tags));

    private static List<string> Values(RepositoryState repository, string? environment = null, TagRules? rules = null) =>
        [.. Derive(repository, environment, rules).Tags.Select(tag => tag.Value)];
}

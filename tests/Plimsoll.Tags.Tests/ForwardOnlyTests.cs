using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests;

/// <summary>What follows releases moves forward only: by whatever rule, with whatever around it, and by whoever knows the higher release.</summary>
public class ForwardOnlyTests
{
    [Theory]
    [InlineData("['type=semver,pattern={{major}},suffix=-alpine']")]
    [InlineData("['type=semver,pattern={{major}}-alpine']")]
    [InlineData("['type=semver,pattern=release-{{major}}']")]
    [InlineData("['type=semver,pattern={{major}},prefix=alpine-']")]
    [InlineData("['type=pep440,pattern={{major}},suffix=-alpine']")]
    [InlineData(@"['type=match,pattern=v(\d+),group=1,suffix=-alpine']")]
    [InlineData(@"['type=match,pattern=v\d+,prefix=build-']")]
    [InlineData("['type=raw,value=latest,suffix=-alpine']")]
    [InlineData("[{ raw: { value: latest, suffix: -alpine } }]")]
    [InlineData("[{ raw: { value: latest, prefix: alpine- } }]")]
    [InlineData("[{ raw: { value: '1', suffix: -alpine } }]")]
    [InlineData("[{ match: { pattern: '[0-9]+', suffix: -alpine } }]")]
    [InlineData("[{ match: { pattern: 'v[0-9]+', prefix: build- } }]")]
    [InlineData("[{ latest: { suffix: -alpine } }]")]
    public void A_backport_leaves_what_is_in_front_of_it_whatever_stands_around_the_tag(string rules, params string[] expected) =>
        Assert.Equal(expected, Values($"tags: {rules}", Built("v1.2.9", "v1.2.9", "v1.3.0", "v2.0.0")));

    [Theory]
    [InlineData("['type=semver,pattern={{major}}.{{minor}},suffix=-alpine']", "1.2-alpine")]
    [InlineData("['type=semver,pattern=release-{{major}}.{{minor}}']", "release-1.2")]
    [InlineData(@"[{ match: { pattern: '\d+\.\d+', suffix: -alpine } }]", "1.2-alpine")]
    [InlineData("['type=semver,pattern={{version}},suffix=-alpine']", "1.2.9-alpine")]
    [InlineData("[{ raw: { value: stable } }]", "stable")]
    public void A_backport_takes_its_own_line_with_what_stands_around_it(string rules, string expected) =>
        Assert.Equal([expected], Values($"tags: {rules}", Built("v1.2.9", "v1.2.8", "v1.2.9", "v1.3.0", "v2.0.0")));

    [Theory]
    [InlineData(@"['type=match,pattern=v(\d+),group=1,suffix=-alpine']")]
    [InlineData(@"['type=match,pattern=v(\d+),group=1,prefix=alpine-']")]
    [InlineData("[{ match: { pattern: '[0-9]+', suffix: -alpine } }]")]
    [InlineData("['type=raw,value=latest,suffix=-alpine']")]
    public void A_prerelease_takes_no_line_whatever_stands_around_it(string rules) =>
        Assert.Empty(Values($"tags: {rules}", Built("v3.0.0-rc.1", "v3.0.0-rc.1", "v2.0.0")));

    [Fact]
    public void Numbers_that_are_no_line_stay() =>
        Assert.Equal(["build-42", "pr-12"], Values(
            @"tags: [{ match: { pattern: '\d+', prefix: build- } }, pull-request]", Contexts.Repository("nightly-42") with { Branch = null, Tags = ["nightly-42", "v2.0.0"] }, tag: "nightly-42")
            .Concat(Values("tags: [pull-request]", Contexts.Repository() with { Tags = ["v2.0.0"] }, pullRequest: "12")));

    [Theory]
    [InlineData("['type=semver,pattern={{major}},suffix=-alpine', 'type=semver,pattern={{version}},suffix=-alpine', latest]", "2.0.0-alpine")]
    [InlineData("['type=semver,pattern={{major}}-alpine', 'type=semver,pattern={{version}}-alpine', latest]", "2.0.0-alpine")]
    [InlineData("['type=semver,pattern={{major}},prefix=r', 'type=semver,pattern={{version}},prefix=r', latest]", "r2.0.0")]
    [InlineData("['type=semver,pattern={{major}}', latest]", "2.0.0")]
    public void A_release_that_only_the_registry_has_is_known_by_what_a_rule_puts_around_it(string rules, string held)
    {
        var plan = Derive($"tags: {rules}", Built("v1.9.0", "v1.9.0"), registry: [held]);

        Assert.DoesNotContain("latest", plan.Tags.Select(tag => tag.Value));
        Assert.StartsWith("registry-ahead-of-git", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[pep440, latest]", "v1.2", null)]
    [InlineData("[{ semver: { suffix: -alpine } }, latest]", "v1.0.0", "2.0.0-alpine")]
    public void Choosing_strategies_changes_nothing_of_what_a_release_is(string rules, string tag, string? held)
    {
        var configuration = ConfigurationFile.Parse("plimsoll.yml", $"tags: {rules}").Tags;
        var context = Contexts.Build(Contexts.Repository() with { Tags = [tag] });
        var known = new KnownTags([tag], held is null ? null : [held]);

        Assert.DoesNotContain("latest", TagEngine.Derive(context, configuration, known).Tags.Select(derived => derived.Value));
        Assert.DoesNotContain("latest", TagEngine.Derive(context, configuration with { Only = ["latest"] }, known).Tags.Select(derived => derived.Value));
    }

    [Theory]
    [InlineData("[semver, latest, calver]", "2026.5.0")]
    [InlineData("[semver, latest, date: yyyy.M.d]", "2026.5.19")]
    [InlineData("[semver, latest, { date: { format: yyyy.M, counter: true } }]", "2026.5.3")]
    public void A_day_in_the_registry_is_no_release(string rules, string held)
    {
        var configuration = ConfigurationFile.Parse("plimsoll.yml", $"tags: {rules}").Tags;
        foreach (var only in new IReadOnlyList<string>?[] { null, ["latest"] })
        {
            var plan = TagEngine.Derive(Contexts.Build(Built("v1.0.0", "v1.0.0")), configuration with { Only = only }, new KnownTags(["v1.0.0"], [held]));

            Assert.Contains("latest", plan.Tags.Select(tag => tag.Value));
            Assert.Empty(plan.Warnings);
        }
    }

    [Theory]
    [InlineData("v1.2", "v1.2.post1")]
    [InlineData("1.2.3.4", "1.2.3.5")]
    [InlineData("1.2.post1", "1.2.post2")]
    [InlineData("9.0", "1!9.0")]
    public void Python_versions_are_ordered_by_all_their_parts(string built, string higher)
    {
        var plan = Derive("tags: [pep440, latest]", Built(built, built, higher));

        Assert.Equal([Mutability.Immutable], plan.Tags.Select(tag => tag.Mutability));
        Assert.Contains("latest", Values("tags: [pep440, latest]", Built(higher, built, higher)));
    }

    [Fact]
    public void A_pull_request_is_no_release_though_its_last_commit_is_one()
    {
        var plan = Derive("tags: [semver, latest, pull-request, { match: '.+' }, 'type=semver,pattern={{version}}']", Built("v1.0.0", "v1.0.0"), pullRequest: "7");

        Assert.Equal(["pr-7"], plan.Tags.Select(tag => tag.Value));
        Assert.Null(plan.Version);
        Assert.Contains(plan.Skipped, skipped => skipped is { Strategy: "semver", Reason: "this is a build of pull request 7" });
    }

    [Theory]
    [InlineData("main", "latest")]
    [InlineData("release/1.x")]
    public void Where_there_are_releases_a_text_takes_latest_as_the_newest_build_of_the_default_branch_only(string branch, params string[] expected)
    {
        var repository = Contexts.Repository() with { Branch = branch, Tags = ["v2.0.0"] };

        Assert.Equal(expected, Values("tags: [raw: latest]", repository));
        Assert.Equal(expected, Values("tags: ['type=raw,value=latest']", repository));
    }

    private static RepositoryState Built(string tag, params string[] tags) => Contexts.Repository(tag) with { Branch = null, Tags = tags };

    private static TagPlan Derive(string configuration, RepositoryState repository, string? tag = null, string? pullRequest = null, IReadOnlyCollection<string>? registry = null)
    {
        var host = tag is null && pullRequest is null ? null
            : new HostContext { Host = "GitLab", CommitId = Contexts.CommitId, Tag = tag, PullRequest = pullRequest, Event = tag is null ? BuildEvent.PullRequest : BuildEvent.Tag };
        return TagEngine.Derive(Contexts.Build(repository, host: host), ConfigurationFile.Parse("plimsoll.yml", configuration).Tags, new KnownTags(repository.Tags, registry));
    }

    private static IEnumerable<string> Values(string configuration, RepositoryState repository, string? tag = null, string? pullRequest = null) =>
        Derive(configuration, repository, tag, pullRequest).Tags.Select(derived => derived.Value);
}

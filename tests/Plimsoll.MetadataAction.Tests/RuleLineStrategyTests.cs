using CsCheck;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.MetadataAction.Tests;

/// <summary>Rules of docker/metadata-action in <c>plimsoll.yml</c>: its words, our truths.</summary>
public class RuleLineStrategyTests
{
    private const string Usual = """
        tags: |
          # as in a workflow
          type=semver,pattern={{version}}
          type=semver,pattern={{major}}.{{minor}}
          type=semver,pattern={{major}}
          type=ref,event=branch
          type=ref,event=pr
          type=edge
          type=sha
        """;

    [Fact]
    public void A_release_has_its_versions_whether_a_tag_or_a_branch_is_built()
    {
        Assert.Equal(["2.1.0", "2.1", "2", "sha-a1b2c3d", "main", "edge"], Values(Usual, Contexts.Repository("v2.1.0")));
        Assert.Equal(["2.1.0", "2.1", "2", "sha-a1b2c3d"], Values(Usual, Contexts.Repository("v2.1.0") with { Branch = null }));
    }

    [Fact]
    public void Tags_have_the_mutability_of_their_kind() =>
        Assert.Equal(["2.1.0", "sha-a1b2c3d"], Derive(Usual, Contexts.Repository("v2.1.0")).Tags.Where(tag => tag.Mutability == Mutability.Immutable).Select(tag => tag.Value));

    [Fact]
    public void A_backport_moves_its_own_line_only()
    {
        var plan = Derive(Usual, Contexts.Repository("v1.2.9") with { Tags = ["v1.2.9", "v2.0.0", "v1.3.0"] });

        Assert.Equal(["1.2.9", "1.2"], plan.Tags.Take(2).Select(tag => tag.Value));
        Assert.Contains(plan.Skipped, skipped => skipped is { Strategy: "semver", Reason: "1: 1.3.0 is higher" });
    }

    [Fact]
    public void A_component_has_the_versions_behind_its_own_prefix()
    {
        var rules = ConfigurationFile.Parse("plimsoll.yml", "tags: [semver, 'type=semver,pattern={{version}}', 'type=semver,pattern={{major}}-alpine', 'type=match,pattern=^api.v\\d+$,suffix=-x', 'type=pep440,pattern={{major}}.{{minor}}', 'type=semver,match=api-v(.*),pattern=m{{version}}']").Tags with { TagPrefix = "api-v" };
        var repository = Contexts.Repository("api-v1.2.9", "v7.0.0");

        Assert.Equal(["1.2.9", "1.2", "1", "1-alpine", "m1.2.9"], TagEngine.Derive(Contexts.Build(repository), rules, new KnownTags(["api-v1.2.9", "v7.0.0"])).Tags.Select(tag => tag.Value));
        Assert.Equal(["1.2.9", "1.2", "m1.2.9"], TagEngine.Derive(Contexts.Build(repository), rules, new KnownTags(["api-v1.2.9", "api-v1.3.0"])).Tags.Select(tag => tag.Value));
    }

    [Fact]
    public void A_prerelease_is_only_itself()
    {
        var plan = Derive(Usual, Contexts.Repository("v2.1.0-rc.1") with { Branch = null });

        Assert.Equal(["2.1.0-rc.1", "sha-a1b2c3d"], plan.Tags.Select(tag => tag.Value));
        Assert.Equal(2, plan.Skipped.Count(skipped => skipped.Reason.Contains("by strategy 'semver'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("main", null, true)]
    [InlineData("main", "v2.0.0-rc.1", false)]
    [InlineData("other", null, false)]
    public void A_text_may_ask_for_latest_and_gets_it_where_it_may(string branch, string? tag, bool expected) =>
        Assert.Equal(expected, Values("tags: ['type=raw,value=latest,enable={{is_default_branch}}']", Contexts.Repository(tag is null ? [] : [tag]) with { Branch = branch }).Contains("latest"));

    [Fact]
    public void Lines_and_strategies_stand_in_one_list() =>
        Assert.Equal(["2.1.0", "latest", "sha-a1b2c3d", "build-20260519"], Values("tags: ['type=semver,pattern={{version}}', latest, 'type=sha', \"type=raw,value=build-{{date 'YYYYMMDD'}}\"]", Contexts.Repository("v2.1.0")));

    [Fact]
    public void A_pull_request_has_its_number_and_a_rule_that_gives_nothing_says_why()
    {
        var host = new HostContext { Host = "GitHub Actions", Event = BuildEvent.PullRequest, PullRequest = "12", CommitId = Contexts.CommitId };
        var plan = Derive(Usual, Contexts.Repository() with { Branch = null }, host);

        Assert.Equal(["sha-a1b2c3d", "pr-12"], plan.Tags.Select(tag => tag.Value));
        Assert.Contains(plan.Skipped, skipped => skipped is { Strategy: "branch", Reason: "type=ref,event=branch: does not apply to refs/pull/12/merge" });
    }

    [Fact]
    public void A_changed_working_tree_is_not_its_commit() =>
        Assert.Equal(["sha-a1b2c3d-dirty"], Values("tags: ['type=sha']", Contexts.Repository() with { ChangedFiles = ["app.cs"] }));

    [Theory]
    [InlineData("{{sha}}", "a1b2c3d-dirty")]
    [InlineData("{{branch}}-{{sha}}", "main-a1b2c3d-dirty")]
    public void A_changed_working_tree_is_not_its_commit_in_a_text_either(string text, string expected)
    {
        var tag = Assert.Single(Derive($"tags: ['type=raw,value={text}']", Contexts.Repository() with { ChangedFiles = ["app.cs"] }).Tags);

        Assert.Equal((expected, Mutability.Moving), (tag.Value, tag.Mutability));
    }

    [Theory]
    [InlineData("type=sha,prefix=")]
    [InlineData("type=raw,value={{sha}}")]
    public void A_commit_whose_id_has_no_letters_is_no_version(string rule)
    {
        var repository = Contexts.Repository("v2.1.0");
        var plan = Derive($"tags: ['{rule}']", repository with { Head = repository.Head with { Id = "1234567" + Contexts.CommitId[7..], AbbreviatedId = "1234567" } });

        Assert.Equal(("1234567", Mutability.Immutable), plan.Tags.Select(tag => (tag.Value, tag.Mutability)).Single());
    }

    [Theory]
    [InlineData("tags: ['type=semver']", "plimsoll.yml:1:8: Missing pattern attribute for type=semver")]
    [InlineData("tags: |\n  type=shaa", "plimsoll.yml:1:7: Unknown tag type attribute: shaa")]
    public void A_mistake_is_named_with_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.ThrowsAny<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", text)).Message);

    [Fact]
    public void Whatever_the_branch_and_tag_every_tag_is_valid() =>
        Gen.Select(Gen.String[Gen.Char["abv/019._-+!~ ä\"${}"], 1, 180], Gen.String[Gen.Char["v0123456789.-+rcx/"], 1, 20]).Sample((branch, tag) =>
        {
            try
            {
                var plan = Derive("tags: ['type=semver,pattern={{version}}', 'type=ref,event=branch', 'type=ref,event=tag', 'type=raw,value=x-{{branch}}', 'type=sha']", Contexts.Repository(tag) with { Branch = branch });
                Assert.All(plan.Tags, derived => Assert.True(ImageReference.IsValidTag(derived.Value), derived.Value));
            }
            catch (PlimsollException exception)
            {
                Assert.Contains("both derive the tag", exception.Message, StringComparison.Ordinal);
            }
        });

    private static TagPlan Derive(string configuration, RepositoryState repository, HostContext? host = null) =>
        TagEngine.Derive(Contexts.Build(repository, host: host), ConfigurationFile.Parse("plimsoll.yml", configuration).Tags, new KnownTags(repository.Tags));

    private static IEnumerable<string> Values(string configuration, RepositoryState repository) => Derive(configuration, repository).Tags.Select(tag => tag.Value);
}

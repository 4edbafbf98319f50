using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Tests.Versions;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests;

/// <summary>What decides <c>latest</c> and lines where versions alone do not: rebuilds of one version, marked prereleases, and tags of an old numbering.</summary>
public class ReleaseOrderTests
{
    private const string Head = Contexts.CommitId;

    // 1111 ← HEAD ← 3333, and 4444 beside them.
    private const string Before = "1111111111111111111111111111111111111111";
    private const string After = "3333333333333333333333333333333333333333";
    private const string Beside = "4444444444444444444444444444444444444444";

    private static readonly string[] Moving = ["latest", "1.2", "1"];

    [Theory]
    [InlineData("v1.2.3+k3s10", "v1.2.3+k3s2", After, false)]
    [InlineData("v1.2.3+k3s2", "v1.2.3+k3s10", After, false)]
    [InlineData("v1.2.3+k3s2", "v1.2.3+k3s10", Before, true)]
    [InlineData("v1.2.3+k3s10", "v1.2.3+k3s2", Before, true)]
    [InlineData("v1.2.3", "v1.2.3+rebuilt", After, false)]
    [InlineData("v1.2.3+rebuilt", "v1.2.3", Before, true)]
    // Of neither commit the other descends, and they are of the same date: the numbers decide.
    [InlineData("v1.2.3+k3s2", "v1.2.3+k3s10", Beside, false)]
    [InlineData("v1.2.3+k3s10", "v1.2.3+k3s2", Beside, true)]
    [InlineData("v1.2.3+k3s10", "v1.2.3+k3s2", Head, true)]
    public void Of_rebuilds_of_one_version_the_later_commit_has_what_moves(string built, string other, string commit, bool isLater)
    {
        var plan = Derive(built, [(other, commit)], "tags: [semver, latest]");

        Assert.Equal(isLater ? Moving : [], plan.Tags.Where(tag => tag.Mutability == Mutability.Moving).Select(tag => tag.Value).OrderDescending(StringComparer.Ordinal).OrderBy(tag => tag != "latest"));
        Assert.Single(plan.Tags, tag => tag.Mutability == Mutability.Immutable);
        if (!isLater)
            Assert.Equal(3, plan.Skipped.Count(skipped => skipped.Reason.Contains($"{other[1..]} is a later build of the same version", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("['type=semver,pattern={{major}}']")]
    [InlineData("[{ match: { pattern: 'v[0-9]+' } }]")]
    [InlineData("[{ semver: { full: false, suffix: -alpine } }]")]
    [InlineData("[{ raw: latest }]")]
    public void Whichever_rule_derives_it(string rules)
    {
        Assert.Empty(Derive("v1.2.3+k3s10", [("v1.2.3+k3s11", After)], $"tags: {rules}").Tags);
        Assert.NotEmpty(Derive("v1.2.3+k3s10", [("v1.2.3+k3s9", Before)], $"tags: {rules}").Tags);
    }

    [Fact]
    public void A_release_with_build_metadata_in_the_registry_is_one()
    {
        var plan = Derive("v1.2.3+k3s1", [], "tags: [semver, latest]", registry: ["1.3.0_k3s1"]);

        Assert.Equal(["1.2.3_k3s1", "1.2"], plan.Tags.Select(tag => tag.Value));
        Assert.StartsWith("registry-ahead-of-git: the registry has 1.3.0_k3s1", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rebuild_in_the_registry_is_of_the_commit_that_git_says() =>
        Assert.Equal(["1.2.3_k3s2", "1.2", "1", "latest"], Derive("v1.2.3+k3s2", [("v1.2.3+k3s10", Before)], "tags: [semver, latest]", registry: ["1.2.3_k3s10"]).Tags.Select(tag => tag.Value));

    [Theory]
    [InlineData("tags: [semver, latest]", "1.0.0")]
    [InlineData("tags: [pep440, latest]", "1.0.0")]
    [InlineData("tags: ['type=semver,pattern={{version}}', 'type=semver,pattern={{major}}', latest]", "1.0.0")]
    public void A_release_that_its_maker_marked_as_a_prerelease_is_only_itself(string rules, params string[] expected)
    {
        var host = new HostContext { Host = "GitHub Actions", CommitId = Head, Tag = "v1.0.0", Event = BuildEvent.Tag, IsPrerelease = true };

        Assert.Equal(expected, Derive("v1.0.0", [], rules, host: host).Tags.Select(tag => tag.Value));
        Assert.Contains("latest", Derive("v1.0.0", [], rules, host: host with { IsPrerelease = false }).Tags.Select(tag => tag.Value));
        Assert.Contains(Derive("v1.0.0", [], rules, host: host).Skipped, skipped => skipped.Reason == "v1.0.0 is marked as a prerelease");
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("ignoreTags: '2024.*'", true)]
    [InlineData("ignoreTags: ['19*', '202?.*']", true)]
    [InlineData("ignoreTags: ['2025.*']", false)]
    [InlineData("tags: { latest: { since: v1.0.0 } }", true)]
    [InlineData("tags: { latest: { since: 2024.1.0 } }", false)]
    public void Tags_of_an_old_numbering_can_be_left_out(string configuration, bool isLatest)
    {
        foreach (var registry in new string[]?[] { null, ["2024.1.0"] })
            Assert.Equal(isLatest, Derive("v1.0.0", [("2024.1.0", Before)], configuration, registry).Tags.Any(tag => tag.Value == "latest"));
    }

    [Theory]
    [InlineData(Before, true)]
    [InlineData(After, false)]
    [InlineData(Beside, false)] // a backport
    public void A_higher_version_of_an_older_commit_is_named_with_the_settings_that_leave_it_out(string commit, bool isNamed)
    {
        var reason = Assert.Single(Derive("v1.0.0", [("2024.1.0", commit)], "").Skipped, skipped => skipped.Strategy == "latest").Reason;

        Assert.StartsWith("2024.1.0 is higher than v1.0.0", reason, StringComparison.Ordinal);
        Assert.Equal(isNamed, reason.Contains("'ignoreTags' or 'since' of 'latest' in plimsoll.yml", StringComparison.Ordinal));
    }

    [Fact]
    public void A_version_that_was_tagged_by_mistake_keeps_no_line()
    {
        const string Since = "tags: { latest: { since: v1.2.0 } }";

        Assert.Equal(["1.2.3", "1.2", "1", "latest"], Derive("v1.2.3", [("v1.99.0", Before), ("v1.2.0", Head)], Since).Tags.Take(4).Select(tag => tag.Value));
        Assert.Equal(["1.2.3", "1.2"], Derive("v1.2.3", [("v1.99.0", After), ("v1.2.0", Head)], Since).Tags.Where(tag => tag.Strategy is "semver" or "latest").Select(tag => tag.Value));
    }

    [Fact]
    public void A_release_of_the_old_numbering_takes_no_latest_but_its_own_lines()
    {
        const string Since = "tags: { latest: { since: v1.0.0 } }";

        Assert.Equal(["2024.1.1", "2024.1", "2024"], Derive("2024.1.1", [("2024.1.0", Before), ("v1.0.0", After)], Since).Tags.Where(tag => tag.Strategy is "semver" or "latest").Select(tag => tag.Value));
        Assert.Equal(["2024.1.1"], Derive("2024.1.1", [("2024.1.2", Beside), ("v1.0.0", After)], Since).Tags.Where(tag => tag.Strategy is "semver" or "latest").Select(tag => tag.Value));
    }

    [Fact]
    public void A_tag_that_is_ignored_is_no_release() =>
        Assert.DoesNotContain(Derive("2024.1.0", [], "{ tags: [semver, latest], ignoreTags: '20*' }").Tags, tag => tag.Strategy == "semver");

    [Fact]
    public void Releases_cannot_begin_with_a_tag_that_is_not_there()
    {
        var exception = Assert.Throws<PlimsollException>(() => Derive("v1.0.0", [], "tags: { latest: { since: v0.1.0 } }"));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("v0.1.0", exception.Message, StringComparison.Ordinal);
    }

    private static TagPlan Derive(string built, (string Tag, string Commit)[] others, string configuration, IReadOnlyCollection<string>? registry = null, HostContext? host = null)
    {
        string Line(string id, params string[] parents)
        {
            var tags = others.Append((Tag: built, Commit: Head)).Where(tag => tag.Commit == id).Select(tag => tag.Tag).ToList();
            return $"{id} {string.Join(' ', parents)}{(tags.Count == 0 ? "" : $" ({string.Join(' ', tags)})")}";
        }

        var repository = Contexts.Repository(built) with
        {
            Branch = null,
            TagsAtHead = [built, .. others.Where(tag => tag.Commit == Head).Select(tag => tag.Tag)],
            Tags = [built, .. others.Select(tag => tag.Tag)],
            History = new ScriptedHistory(string.Join('\n', Line(Head, Before), Line(Before), Line(After, Head), Line(Beside))),
        };
        host ??= new HostContext { Host = "GitHub Actions", CommitId = Head, Tag = built, Event = BuildEvent.Tag };
        return TagEngine.Derive(Contexts.Build(repository, host: host), ConfigurationFile.Parse("plimsoll.yml", configuration).Tags, new KnownTags(repository.Tags, registry));
    }
}

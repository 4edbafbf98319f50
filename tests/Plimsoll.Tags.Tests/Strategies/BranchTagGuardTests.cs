using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Tests.Versions;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Strategies;

/// <summary>What names the newest build of a branch never goes back to an older commit.</summary>
public class BranchTagGuardTests
{
    // first ← second ← third, and aside ← second; HEAD is the second commit. What is missing was never fetched.
    private const string First = "1111111111111111111111111111111111111111";
    private const string Second = Contexts.CommitId;
    private const string Third = "3333333333333333333333333333333333333333";
    private const string Aside = "4444444444444444444444444444444444444444";
    private const string Missing = "5555555555555555555555555555555555555555";

    private static readonly DateTimeOffset CommittedAt = Contexts.Now.AddHours(-1);

    [Theory]
    [InlineData(null, null, true)] // nothing is known
    [InlineData(First, null, true)]
    [InlineData(Second, null, true)] // built again
    [InlineData(Third, null, false)] // an older commit is built again
    [InlineData("3333333333333333333333333333333333333333", 60, false)]
    [InlineData(Aside, null, false)] // the branch was put on another one, which is ahead
    [InlineData(Missing, 60, false)] // the slower of two builds
    [InlineData(Missing, 0, true)]
    [InlineData(Missing, -60, true)] // rebased: what was there is gone
    [InlineData(Missing, null, true)]
    [InlineData("main", 60, true)] // not a commit
    public void What_the_image_was_made_of_decides(string? revision, int? secondsLater, bool isWritten)
    {
        TaggedCommit[] commits = revision is null ? [] : [.. new[] { "latest", "edge", "main" }.Select(tag => new TaggedCommit(tag, revision, secondsLater is { } seconds ? CommittedAt.AddSeconds(seconds) : null))];

        AssertWritten(isWritten, Derive(commits, ["latest", "edge", "main"]));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(First, true)]
    [InlineData(Second, true)]
    [InlineData(Third, false)]
    [InlineData(Missing, true)]
    public void Where_no_image_tells_the_remote_branch_decides(string? tip, bool isWritten) =>
        AssertWritten(isWritten, Derive(commits: null, registry: null, tip));

    [Fact]
    public void An_image_of_an_older_commit_is_left_behind_although_the_remote_is_ahead() =>
        AssertWritten(true, Derive([.. new[] { "latest", "edge", "main" }.Select(tag => new TaggedCommit(tag, First, null))], ["latest", "edge", "main"], tip: Third));

    [Fact]
    public void A_tag_that_the_registry_does_not_have_cannot_go_back() => AssertWritten(true, Derive([], [], tip: Third));

    [Fact]
    public void Any_of_several_images_that_is_ahead_keeps_the_tag() =>
        Assert.DoesNotContain("latest", Derive([new TaggedCommit("latest", First, null), new TaggedCommit("latest", Third, null)], ["latest"]).Tags.Select(tag => tag.Value));

    [Fact]
    public void It_can_be_allowed() => AssertWritten(true, Derive([new TaggedCommit("main", Third, null)], ["main"], tip: Third, allowOlder: true));

    [Theory]
    [InlineData("['type=ref,event=branch']")]
    [InlineData("['type=edge']")]
    [InlineData("[{ raw: latest }]")]
    [InlineData("['type=raw,value=latest']")]
    [InlineData("[{ branch: { suffix: -alpine } }]")]
    [InlineData("[{ edge: { branch: main, value: next } }]")]
    [InlineData("[{ latest: { mode: branch, prefix: x- } }]")]
    public void Whichever_rule_writes_it(string rules)
    {
        var configuration = ConfigurationFile.Parse("plimsoll.yml", $"tags: {rules}").Tags;

        Assert.Empty(Derive(commits: null, registry: null, tip: Third, rules: configuration).Tags);
        Assert.Single(Derive(commits: null, registry: null, tip: First, rules: configuration).Tags);
    }

    [Fact]
    public void A_release_follows_releases_and_a_text_of_ones_own_stays()
    {
        var release = Derive(commits: null, registry: null, tip: Third, repository: Contexts.Repository("v1.0.0"), rules: new TagRules { Only = ["semver", "latest", "sha"] });

        Assert.Equal(["1.0.0", "1.0", "1", "latest", "a1b2c3d"], release.Tags.Select(tag => tag.Value));
        Assert.Equal(["canary"], Derive(commits: null, registry: null, tip: Third, rules: ConfigurationFile.Parse("plimsoll.yml", "tags: [raw: canary]").Tags).Tags.Select(tag => tag.Value));
    }

    private static void AssertWritten(bool isWritten, TagPlan plan)
    {
        Assert.Equal(isWritten ? ["latest", "main", "edge"] : [], plan.Tags.Select(tag => tag.Value));
        Assert.Equal(isWritten ? 0 : 3, plan.Skipped.Count(skipped => skipped.Reason.Contains("'allow-older'", StringComparison.Ordinal)));
    }

    private static TagPlan Derive(
        IReadOnlyCollection<TaggedCommit>? commits, IReadOnlyCollection<string>? registry, string? tip = null, bool allowOlder = false, RepositoryState? repository = null, TagRules? rules = null)
    {
        repository = (repository ?? Contexts.Repository()) with
        {
            History = new ScriptedHistory($"{Second} {First}\n{First}\n{Third} {Second}\n{Aside} {Second}"),
            RemoteBranches = tip is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["main"] = tip },
        };
        rules ??= new TagRules { Only = ["latest", "edge", "branch"] };
        return TagEngine.Derive(Contexts.Build(repository), rules with { AllowOlder = allowOlder }, new KnownTags(repository.Tags, registry, Commits: commits));
    }
}

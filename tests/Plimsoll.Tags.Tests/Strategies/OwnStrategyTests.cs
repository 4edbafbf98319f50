using Plimsoll.Tags.Strategies;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Strategies;

/// <summary>A strategy of a user's own, written with nothing but the public surface.</summary>
public class OwnStrategyTests
{
    [Fact]
    public void A_strategy_of_ones_own_adds_tags_and_is_listed_last()
    {
        var plan = Derive(new TeamStrategy { Team = "Blue Whale", Suffix = "-team" });

        Assert.Equal(["a1b2c3d", "Blue-Whale-team", "team-a1b2c3d"], plan.Tags.Select(tag => tag.Value));
        Assert.Equal(new Tag("Blue-Whale-team", "team", Mutability.Moving, "built by Blue Whale"), plan.Tags[1]);
        Assert.Equal(Mutability.Immutable, plan.Tags[2].Mutability);
    }

    [Fact]
    public void It_is_skipped_with_its_reason() =>
        Assert.Equal([new SkippedRule("team", "no team is set")], Derive(new TeamStrategy()).Skipped);

    [Fact]
    public void It_cannot_take_tags_that_follow_releases() =>
        Assert.Equal([new SkippedRule("team", "1.2: reserved for releases of 1.2")], Derive(new TeamStrategy { Team = "1.2" }).Skipped);

    [Fact]
    public void It_can_be_selected_by_its_name_and_limited() =>
        Assert.Empty(Derive(new TeamStrategy { Team = "blue", When = new TagCondition { Branches = ["next"] } }, "team").Tags);

    private static TagPlan Derive(TeamStrategy strategy, params string[] only) => TagEngine.Derive(
        Contexts.Build(Contexts.Repository()),
        new TagRules { Strategies = [strategy, new GitShaStrategy()], Only = only.Length > 0 ? only : null },
        new KnownTags([]));

    private sealed record TeamStrategy : TagStrategy
    {
        public override string Name => "team";

        public string Team { get; init; } = "";

        // Outside of this test project, which sees the internals, it is "protected override".
        protected internal override void Derive(TagDerivation derivation)
        {
            if (Team.Length == 0)
            {
                derivation.Skip(this, "no team is set");
                return;
            }

            derivation.AddText(this, Team, Mutability.Moving, $"built by {Team}", $"the team '{Team}'");
            var id = derivation.Context.Repository.Head.AbbreviatedId;
            derivation.Add(this, $"team-{id}", Mutability.Immutable, $"HEAD is {id}", $"the commit {id}");
        }
    }
}

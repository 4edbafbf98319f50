using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests;

/// <summary>Tags that somebody asks for by their text, besides those that are derived.</summary>
public class RequestedTagTests
{
    [Theory]
    [InlineData("stable", Mutability.Moving)]
    [InlineData("V1_.x", Mutability.Moving)]
    [InlineData("7.0.0", Mutability.Immutable)]
    public void A_requested_tag_is_taken_to_the_letter_and_classified_as_any_other(string text, Mutability mutability) =>
        Assert.Equal(new Tag(text, "raw", mutability, "requested"), Derive([text]).Tags[^1]);

    [Fact]
    public void One_that_a_strategy_derives_too_is_that()
    {
        var plan = Derive(["2.1.0", "latest"]);

        Assert.Equal(Derive([]).Tags, plan.Tags);
        Assert.Empty(plan.Warnings);
    }

    [Fact]
    public void One_that_must_not_move_here_is_left_out_with_a_warning()
    {
        var plan = TagEngine.Derive(
            Contexts.Build(Contexts.Repository("v2.1.0")) with { Host = new HostContext { Host = "ci", Event = BuildEvent.PullRequest, PullRequest = "12" } },
            new TagRules { Requested = ["stable"] },
            new KnownTags([]));

        Assert.DoesNotContain(plan.Tags, tag => tag.Value == "stable");
        Assert.Contains("the requested tag is left out: stable: this is a build of pull request 12, which gets only its own tag and the commit's tag", plan.Warnings);
    }

    [Fact]
    public void Annotations_of_ones_own_are_no_labels()
    {
        var rules = new TagRules { Labels = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }, Annotations = new Dictionary<string, string> { ["b"] = "3", ["c"] = "4" } };

        var plan = TagEngine.Derive(Contexts.Build(Contexts.Repository()), rules, new KnownTags([]));

        Assert.Equal(("1", "2", false), (plan.Labels["a"], plan.Labels["b"], plan.Labels.ContainsKey("c")));
        Assert.Equal(("1", "3", "4"), (plan.Annotations["a"], plan.Annotations["b"], plan.Annotations["c"]));
    }

    private static TagPlan Derive(IReadOnlyList<string> requested) =>
        TagEngine.Derive(Contexts.Build(Contexts.Repository("v2.1.0")), new TagRules { Requested = requested }, new KnownTags([]));
}

using Plimsoll.Publishing.Retention;
using Plimsoll.Tags;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Publishing.Tests.Retention;

public class OpenStatesTests
{
    private static readonly GitFacts Git = new() { Source = "https://github.com/acme/app", Branches = ["main", "feature/x"], DefaultBranch = "main", OpenPullRequests = new HashSet<string> { "7" } };

    private static readonly ImageFacts Image = new(null, null, "https://github.com/Acme/app.git", null);

    [Fact]
    public void A_branch_exists_under_any_tag_that_it_may_have_been_given()
    {
        var rules = new TagRules { Strategies = [new BranchStrategy { Prefix = "branch-" }] };
        var states = new OpenStates(Git, rules, isOwn: false);

        Assert.True(states.OfBranch("feature-x", Image).IsOpen);
        Assert.True(states.OfBranch("branch-feature-x", Image).IsOpen);
        Assert.All(BranchNames.FindAll("feature/x", "", ""), tag => Assert.True(states.OfBranch(tag, Image).IsOpen));
        Assert.False(states.OfBranch("feature-y", Image).IsOpen);
        Assert.True(states.IsDefaultBranch("main"));
    }

    [Fact]
    public void Git_answers_for_its_own_images_only()
    {
        Assert.Null(new OpenStates(Git, new TagRules(), isOwn: false).OfBranch("feature-y", Image with { Source = "https://github.com/acme/other" }).IsOpen);
        Assert.Null(new OpenStates(Git, new TagRules(), isOwn: false).OfPullRequest("8", ImageFacts.None).IsOpen);
        Assert.False(new OpenStates(Git, new TagRules(), isOwn: true).OfPullRequest("8", ImageFacts.None).IsOpen);
    }

    [Fact]
    public void What_nobody_answers_is_unknown_with_the_reason()
    {
        var states = new OpenStates(new GitFacts { BranchesReason = "the git repository has no remote", PullRequestsReason = "GITHUB_TOKEN is not set" }, new TagRules(), isOwn: true);

        Assert.Equal(new OpenState(null, "it is not known whether the branch exists: the git repository has no remote"), states.OfBranch("feature-x", Image));
        Assert.Equal(new OpenState(null, "it is not known whether the pull request is open: GITHUB_TOKEN is not set"), states.OfPullRequest("7", Image));
    }

    [Fact]
    public void An_open_pull_request_is_open() =>
        Assert.Equal(new OpenState(true, "pull request 7 is open"), new OpenStates(Git, new TagRules(), isOwn: false).OfPullRequest("7", Image));
}

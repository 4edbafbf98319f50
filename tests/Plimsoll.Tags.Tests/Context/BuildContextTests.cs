using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Context;

public class BuildContextTests
{
    private const string Head = Contexts.CommitId;

    private static readonly string Other = new('f', 40);

    [Fact]
    public void Outside_a_host_the_revision_is_what_is_checked_out()
    {
        var context = Contexts.Build(Contexts.Repository());

        Assert.Equal((Head, null), (context.Revision, context.MergeRevision));
    }

    [Fact]
    public void A_merge_that_the_host_made_is_a_build_of_the_pull_requests_last_commit()
    {
        var context = Contexts.Build(Contexts.Repository(), host: PullRequest(Head, Other.ToUpperInvariant(), isMerge: true));

        Assert.Equal((Other, Head), (context.Revision, context.MergeRevision));
    }

    [Fact]
    public void The_last_commit_of_a_pull_request_may_be_checked_out_instead_of_the_merge()
    {
        var context = Contexts.Build(Contexts.Repository(), host: PullRequest(Other, Head, isMerge: true));

        Assert.Equal(("12", Head, null), (context.Host?.PullRequest, context.Revision, context.MergeRevision));
        Assert.Empty(context.Warnings);
    }

    [Fact]
    public void A_commit_of_the_base_branch_that_a_pull_request_runs_on_is_no_merge()
    {
        var context = Contexts.Build(Contexts.Repository(), host: PullRequest(Head, Other, isMerge: false));

        Assert.Equal(("12", Head, null), (context.Host?.PullRequest, context.Revision, context.MergeRevision));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_merge_made_in_the_checkout_is_known_by_its_parents(bool namesTheLastCommit)
    {
        var repository = Contexts.Repository() with { History = new OneCommit(new string('0', 40), Other) };

        var context = Contexts.Build(repository, host: PullRequest(Other, namesTheLastCommit ? Other : null, isMerge: false));

        Assert.Equal((Other, Head), (context.Revision, context.MergeRevision));
        Assert.Empty(context.Warnings);
    }

    [Fact]
    public void A_commit_on_top_is_no_merge()
    {
        var repository = Contexts.Repository() with { History = new OneCommit(Other) };

        Assert.Null(Contexts.Build(repository, host: PullRequest(Other, Other, isMerge: false)).Host);
    }

    [Theory]
    [InlineData("feed")]
    [InlineData("not a commit's id, but of the same size!!")]
    public void What_is_no_commit_is_no_revision(string last) =>
        Assert.Equal(Head, Contexts.Build(Contexts.Repository(), host: PullRequest(Head, last, isMerge: true)).Revision);

    [Fact]
    public void What_a_host_says_of_another_commit_is_not_used_and_warned_about()
    {
        var host = new HostContext { Host = "GitHub Actions", CommitId = Other, Branch = "elsewhere" };

        var context = Contexts.Build(Contexts.Repository(), host: host);

        Assert.Equal(("main", Head), (context.Branch, context.Revision));
        Assert.Equal([$"the CI run is for commit {Other}, but {Head} is checked out: branch, tag and pull request of the run are ignored."], context.Warnings);
    }

    [Fact]
    public void A_run_of_an_annotated_tag_may_be_named_by_the_tags_own_object()
    {
        var host = new HostContext { Host = "Azure Pipelines", CommitId = Other.ToUpperInvariant(), Tag = "v1.0.0" };

        var context = Contexts.Build(Contexts.Repository("v1.0.0") with { History = new OneCommit { TagObject = Other } }, host: host);
        var elsewhere = Contexts.Build(Contexts.Repository("v1.0.0") with { History = new OneCommit() }, host: host);

        Assert.Equal(("v1.0.0", Head), (context.Host?.Tag, context.Revision));
        Assert.Empty(context.Warnings);
        Assert.Null(elsewhere.Host);
    }

    [Theory]
    [InlineData("upstream/main", true, "main", "trunk")]
    [InlineData("upstream/feature/x", true, "feature/x", "trunk")]
    [InlineData("up/stream/main", true, "main", "main")]
    [InlineData("upstream/main", false, "upstream/main", "main")]
    [InlineData("upstream/", true, "upstream/", "main")]
    [InlineData("feature/x", true, "feature/x", "main")]
    public void A_branch_that_may_name_its_remote_is_told_as_the_remote_has_it(string named, bool mayNameRemote, string branch, string defaultBranch)
    {
        var repository = Contexts.Repository() with { Remotes = [new("fork", null, ""), new("up", null, ""), new("up/stream", null, ""), new("upstream", "trunk", "")] };

        var context = Contexts.Build(repository, host: new HostContext { Host = "Jenkins", Branch = named, BranchMayNameRemote = mayNameRemote });

        Assert.Equal((branch, defaultBranch), (context.Branch, context.DefaultBranch));
    }

    [Theory]
    [InlineData("origin", "GitHub Actions", new string[0], new string[0], "this clone has no git tags")]
    [InlineData("origin", "GitHub Actions", new[] { "v1.0.0" }, new[] { "v1.0.0" }, "this clone has no git tags except v1.0.0")]
    [InlineData("origin", "GitHub Actions", new[] { "v1.0.0" }, new[] { "v0.9.0", "v1.0.0" }, null)]
    [InlineData("origin", null, new string[0], new string[0], null)]
    [InlineData(null, "GitHub Actions", new string[0], new string[0], null)]
    public void On_a_host_a_clone_without_tags_is_doubted(string? remote, string? host, string[] atHead, string[] tags, string? expected)
    {
        var repository = Contexts.Repository(atHead) with { Tags = tags, RemoteName = remote };

        Assert.Equal(expected, Contexts.Build(repository, host: host is null ? null : new HostContext { Host = host }).MissingTagsReason);
        Assert.Null(Contexts.Build(repository, host: PullRequest(Head, null, isMerge: false)).MissingTagsReason);
    }

    [Theory]
    [InlineData(true, "this clone has no git tags")]
    [InlineData(false, null)]
    public void So_it_is_on_a_host_that_is_not_known(bool isCi, string? expected) =>
        Assert.Equal(expected, BuildContext.Create(Contexts.Repository() with { RemoteName = "origin" }, null, Contexts.Now, null, isCi: isCi).MissingTagsReason);

    [Fact]
    public void A_clone_that_is_configured_without_tags_is_doubted_anywhere() =>
        Assert.Equal("so configured", Contexts.Build(Contexts.Repository() with { Tags = ["v1.0.0"], RemoteName = "origin", MissingTagsReason = "so configured" }).MissingTagsReason);

    private static HostContext PullRequest(string commit, string? last, bool isMerge) =>
        new() { Host = "GitHub Actions", Event = BuildEvent.PullRequest, CommitId = commit, PullRequestHeadId = last, IsPullRequestMerge = isMerge, PullRequest = "12" };

    private sealed class OneCommit(params string[] parents) : ICommitHistory
    {
        public string? TagObject { get; init; }

        public string? FindCommit(string id) => id.Equals(TagObject, StringComparison.OrdinalIgnoreCase) ? Head : null;

        public IReadOnlyDictionary<string, IReadOnlyList<string>> TagsByCommit { get; } = new Dictionary<string, IReadOnlyList<string>>();

        public IEnumerable<HistoryCommit> Walk() => [new HistoryCommit(Head, parents)];

        public IReadOnlyList<Commit> Read(IEnumerable<string> ids) => [];

        public IReadOnlySet<string> Touching(IEnumerable<HistoryCommit> commits, PathFilter paths) => new HashSet<string>();
    }
}

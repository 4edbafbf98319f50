using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Hosts;

public sealed class GitHubWorkflowTests : IDisposable
{
    private const string Id = "860c1904a1ce19322e91ac35af1ab07466440c37";

    private readonly TempDirectory _folder = new();
    private readonly Dictionary<string, string> _variables = new() { ["GITHUB_REF"] = "refs/heads/main", ["GITHUB_SHA"] = Id };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_variables_everything_is_empty()
    {
        _variables.Clear();

        var context = Read();

        Assert.Equal(("", "", ""), (context.EventName, context.Reference, context.Sha));
        Assert.Equal(Contexts.Now, context.CommitDate);
    }

    [Fact]
    public void A_run_of_pull_request_target_is_for_the_pull_request()
    {
        Event("pull_request_target", """{ "number": 12, "pull_request": { "base": { "ref": "develop" } } }""");

        var context = Read();

        Assert.Equal("refs/pull/12/merge", context.Reference);
        Assert.Equal("develop", context.PullRequestBase);
    }

    [Theory]
    [InlineData("pull_request", "true", "head")]
    [InlineData("pull_request", "TRUE", "head")]
    [InlineData("pull_request_review", "true", "head")]
    [InlineData("push", "true", Id)]
    [InlineData("pull_request", "1", Id)]
    [InlineData("pull_request", null, Id)]
    public void The_head_of_a_pull_request_is_used_where_it_is_asked_for(string eventName, string? wanted, string expected)
    {
        Event(eventName, """{ "pull_request": { "head": { "sha": "head" } } }""");
        if (wanted is not null)
            _variables["DOCKER_METADATA_PR_HEAD_SHA"] = wanted;

        Assert.Equal(expected, Read().Sha);
    }

    [Theory]
    [InlineData($$"""{ "commits": [ { "id": "x", "timestamp": "2020-01-01T00:00:00Z" }, { "id": "{{Id}}", "timestamp": "2022-04-19T11:27:24+02:00" } ] }""", "2022-04-19T09:27:24Z")]
    [InlineData($$"""{ "commits": [], "head_commit": { "id": "{{Id}}", "timestamp": "2022-04-19T11:27:24+02:00" } }""", "2022-04-19T09:27:24Z")]
    [InlineData("""{ "head_commit": { "id": "x", "timestamp": "2022-04-19T11:27:24+02:00" } }""", "2001-02-03T00:00:00Z")]
    [InlineData("""{ "head_commit": null, "commits": 3 }""", "2001-02-03T00:00:00Z")]
    public void The_commit_is_dated_by_the_payload_or_else_by_git(string payload, string expected)
    {
        Event("push", payload);

        var context = GitHubWorkflow.Read(name => _variables.GetValueOrDefault(name), Contexts.Now, () => new RepositoryDescription(), _ => new DateTimeOffset(2001, 2, 3, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), context.CommitDate);
    }

    [Fact]
    public void What_the_payload_says_of_the_repository_wins_and_git_fills_in_what_it_does_not_say()
    {
        Event("push", """{ "base_ref": "refs/heads/x", "repository": { "name": "app", "description": null, "default_branch": "trunk", "license": null } }""");

        var context = Read();

        Assert.Equal(new RepositoryDescription { Name = "app", Description = "", Url = "https://git", DefaultBranch = "trunk", License = "" }, context.Repository);
        Assert.Equal(("trunk", "refs/heads/x"), (context.DefaultBranch, context.BaseReference));
    }

    [Fact]
    public void A_payload_that_says_all_leaves_git_alone()
    {
        Event("push", """{ "repository": { "name": "a", "description": "b", "html_url": "c", "default_branch": "d", "license": { "spdx_id": "MIT" } } }""");

        var context = GitHubWorkflow.Read(name => _variables.GetValueOrDefault(name), Contexts.Now, () => throw new InvalidOperationException(), _ => null);

        Assert.Equal(new RepositoryDescription { Name = "a", Description = "b", Url = "c", DefaultBranch = "d", License = "MIT" }, context.Repository);
    }

    private void Event(string name, string payload)
    {
        _variables["GITHUB_EVENT_NAME"] = name;
        _variables["GITHUB_EVENT_PATH"] = _folder.Write("event.json", payload);
    }

    private WorkflowContext Read() => GitHubWorkflow.Read(
        name => _variables.GetValueOrDefault(name),
        Contexts.Now,
        () => new RepositoryDescription { Name = "git", Description = "from git", Url = "https://git", DefaultBranch = "main", License = "from git" },
        _ => null);
}

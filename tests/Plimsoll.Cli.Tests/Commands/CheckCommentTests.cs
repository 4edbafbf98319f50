using System.Net;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary><c>plimsoll check --comment</c> keeps one comment on a pull request.</summary>
public sealed class CheckCommentTests : IAsyncDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly RecordingServer _server = RecordingServer.Start();
    private readonly CommandWorld _world;

    public CheckCommentTests()
    {
        _world = new CommandWorld(_repository.Path);
        _repository.Write("Dockerfile", "FROM nginx:1.27.3\n");
        _repository.Run("add", ".");
        _repository.Commit();
        _repository.Checkout("topic", create: true);
        _repository.Write("Dockerfile", "FROM nginx:latest\n");
        _repository.Run("add", ".");
        _repository.Commit();
    }

    public async ValueTask DisposeAsync()
    {
        _repository.Dispose();
        await _server.DisposeAsync();
    }

    private void OnGitHub()
    {
        _world.Environment["GITHUB_ACTIONS"] = "true";
        _world.Environment["GITHUB_EVENT_NAME"] = "pull_request";
        _world.Environment["GITHUB_REF"] = "refs/pull/7/merge";
        _world.Environment["GITHUB_HEAD_REF"] = "topic";
        _world.Environment["GITHUB_BASE_REF"] = "main";
        _world.Environment["GITHUB_SHA"] = _repository.Head;
        _world.Environment["GITHUB_REPOSITORY"] = "acme/shop";
        _world.Environment["GITHUB_API_URL"] = _server.Address;
        _world.Environment["GITHUB_TOKEN"] = "secret";
    }

    private void OnAzure()
    {
        _world.Environment["TF_BUILD"] = "True";
        _world.Environment["BUILD_REASON"] = "PullRequest";
        _world.Environment["BUILD_SOURCEBRANCH"] = "refs/pull/7/merge";
        _world.Environment["SYSTEM_PULLREQUEST_PULLREQUESTID"] = "7";
        _world.Environment["SYSTEM_PULLREQUEST_TARGETBRANCH"] = "refs/heads/main";
        _world.Environment["SYSTEM_COLLECTIONURI"] = _server.Address + "/org/";
        _world.Environment["SYSTEM_TEAMPROJECTID"] = "p1";
        _world.Environment["BUILD_REPOSITORY_ID"] = "r1";
        _world.Environment["SYSTEM_ACCESSTOKEN"] = "secret";
    }

    private IEnumerable<string> Requests => _server.Requests.Select(request => $"{request.Method} {request.Path}");

    [Fact]
    public async Task The_first_run_adds_it_and_the_next_ones_update_it()
    {
        OnGitHub();
        _server.Answer = path => (HttpStatusCode.OK, path.Contains("page=", StringComparison.Ordinal) ? """[{"id":1,"body":"Nice."}]""" : "{}");

        Assert.Equal(ExitCode.PolicyViolation, (await _world.RunAsync("check", "--changed", "main", "--comment")).ExitCode);

        Assert.Equal(["GET /repos/acme/shop/issues/7/comments?per_page=100&page=1", "POST /repos/acme/shop/issues/7/comments"], Requests);
        var added = _server.Requests.Last();
        Assert.Equal("Bearer secret", added.Authorization);
        Assert.Contains("plimsoll check", added.Body, StringComparison.Ordinal);
        Assert.Contains("Images that change", added.Body, StringComparison.Ordinal);
        Assert.Contains("can move", added.Body, StringComparison.Ordinal);

        _server.Requests.Clear();
        _server.Answer = path => (HttpStatusCode.OK, path.Contains("page=", StringComparison.Ordinal) ? """[{"id":1,"body":"Nice."},{"id":42,"body":"<!-- plimsoll check -->\n### Image policy"}]""" : "{}");
        await _world.RunAsync("check", "--changed", "main", "--comment");
        Assert.Equal("PATCH /repos/acme/shop/issues/comments/42", Requests.Last());
    }

    [Fact]
    public async Task Azure_gets_a_closed_thread()
    {
        OnAzure();
        _server.Answer = path => (HttpStatusCode.OK, """{"value":[{"id":3,"comments":[{"id":1}]}]}""");

        await _world.RunAsync("check", "--changed", "main", "--comment");

        Assert.Equal(["GET /org/p1/_apis/git/repositories/r1/pullRequests/7/threads?api-version=7.1", "POST /org/p1/_apis/git/repositories/r1/pullRequests/7/threads?api-version=7.1"], Requests);
        Assert.Contains("\"status\":\"closed\"", _server.Requests.Last().Body, StringComparison.Ordinal);

        _server.Answer = path => (HttpStatusCode.OK, """{"value":[{"id":3,"comments":[{"id":1,"content":"<!-- plimsoll check -->"}]}]}""");
        await _world.RunAsync("check", "--changed", "main", "--comment");
        Assert.Equal("PATCH /org/p1/_apis/git/repositories/r1/pullRequests/7/threads/3/comments/1?api-version=7.1", Requests.Last());
    }

    [Fact]
    public async Task Where_nothing_is_to_be_said_none_is_added()
    {
        OnGitHub();
        _server.Answer = _ => (HttpStatusCode.OK, "[]");
        _repository.Write("Dockerfile", "FROM nginx:1.27.3\n");
        _repository.Run("add", ".");
        _repository.Commit();

        Assert.Equal(ExitCode.Done, (await _world.RunAsync("check", "--changed", "main", "--comment")).ExitCode);
        Assert.Equal("GET", Assert.Single(_server.Requests).Method);
    }

    [Fact]
    public async Task What_hinders_it_is_a_warning_and_changes_no_verdict()
    {
        OnGitHub();
        _server.Answer = _ => (HttpStatusCode.Forbidden, """{"message":"Resource not accessible by integration"}""");
        var refused = await _world.RunAsync("check", "--changed", "main", "--comment");
        Assert.Equal(ExitCode.PolicyViolation, refused.ExitCode);
        Assert.Contains("comment: no comment was written: 127.0.0.1 answered HTTP 403. The token needs the right to write comments", refused.Error, StringComparison.Ordinal);

        _world.Environment.Remove("GITHUB_TOKEN");
        Assert.Contains("GITHUB_TOKEN is not set", (await _world.RunAsync("check", "--changed", "main", "--comment")).Error, StringComparison.Ordinal);

        _world.Environment.Clear();
        Assert.Contains("this is not a pull request", (await _world.RunAsync("check", "--comment")).Error, StringComparison.Ordinal);
    }
}

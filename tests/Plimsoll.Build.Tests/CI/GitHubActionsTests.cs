using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Plimsoll.Build.CI;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.CI;

public sealed class GitHubActionsTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly HostFixture _fixture = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_event_tells_of_the_pull_request()
    {
        _fixture.Environment["GITHUB_EVENT_NAME"] = "pull_request";
        _fixture.Environment["GITHUB_EVENT_PATH"] = _folder.Write("event.json", """{ "action": "opened", "number": 12, "pull_request": { "draft": true } }""");

        var host = _fixture.Create<GitHubActions>();

        Assert.True(host.IsPullRequest);
        Assert.Equal((12, "opened", true), (host.PullRequestNumber, host.PullRequestAction, (bool)host.GitHubEvent["pull_request"]!["draft"]!));
    }

    [Fact]
    public void An_event_without_a_pull_request_has_no_number()
    {
        _fixture.Environment["GITHUB_EVENT_NAME"] = "push";
        _fixture.Environment["GITHUB_EVENT_PATH"] = _folder.Write("event.json", """{ "ref": "refs/heads/main", "number": "12" }""");

        var host = _fixture.Create<GitHubActions>();

        Assert.False(host.IsPullRequest);
        Assert.Null(host.PullRequestNumber);
        Assert.Null(host.PullRequestAction);
    }

    [Theory]
    [InlineData("""{ "action": "submitted", "review": {}, "pull_request": { "number": 12 } }""", 12)]
    [InlineData("""{ "action": "created", "issue": { "number": 13, "pull_request": { "url": "x" } }, "comment": {} }""", 13)]
    [InlineData("""{ "action": "created", "issue": { "number": 14 }, "comment": {} }""", null)]
    [InlineData("""{ "pull_request": 1, "issue": "x" }""", null)]
    public void A_review_and_a_comment_of_a_pull_request_have_its_number(string content, int? number)
    {
        _fixture.Environment["GITHUB_EVENT_PATH"] = _folder.Write("event.json", content);

        Assert.Equal(number, _fixture.Create<GitHubActions>().PullRequestNumber);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData(null)]
    public void An_event_that_cannot_be_read_is_named(string? content)
    {
        _fixture.Environment["GITHUB_EVENT_PATH"] = content is null ? _folder["none.json"] : _folder.Write("event.json", content);

        var refused = Assert.Throws<BuildException>(() => _fixture.Create<GitHubActions>().GitHubEvent);

        Assert.StartsWith($"The event of the workflow cannot be read from GITHUB_EVENT_PATH, '{_fixture.Environment["GITHUB_EVENT_PATH"]}': ", refused.Message);
    }

    [Fact]
    public void The_file_of_the_summary_is_a_path_to_write_to()
    {
        _fixture.Environment["GITHUB_STEP_SUMMARY"] = _folder["summary.md"];

        _fixture.Create<GitHubActions>().StepSummaryFile!.WriteAllText("# Done");

        Assert.Equal("# Done", File.ReadAllText(_folder["summary.md"]));
    }

    [Fact]
    public async Task A_comment_is_sent_as_it_is_with_the_token()
    {
        await using var server = Connect();

        await _fixture.Create<GitHubActions>().CreateComment(12, "\"done\" 🎉\n");

        var (method, path, authorization, body) = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/repos/acme/app/issues/12/comments", "Bearer t0ken"), (method, path, authorization));
        Assert.Equal("\"done\" 🎉\n", (string?)JsonNode.Parse(body)!["body"]);
        Assert.Equal(["t0ken"], _fixture.Hidden);
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_reason_and_without_the_token()
    {
        await using var server = Connect();
        server.Answer = _ => (HttpStatusCode.Forbidden, """{ "message": "Resource not accessible by integration" }""");

        var refused = await Assert.ThrowsAsync<BuildException>(() => _fixture.Create<GitHubActions>().CreateComment(12, "x"));

        Assert.Equal($"GitHub refused POST {server.Address}/repos/acme/app/issues/12/comments: 403 Resource not accessible by integration", refused.Message);
    }

    [Fact]
    public async Task That_there_is_no_answer_is_told_and_is_no_interruption()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"http://{silent.LocalEndpoint}";
        var api = new GitHubApi(address, "t0ken") { Timeout = TimeSpan.FromMilliseconds(250) };

        var failed = await Assert.ThrowsAsync<BuildException>(() => api.CreateCommentAsync("acme/app", 12, "x", CancellationToken.None));

        Assert.Equal($"POST {address}/repos/acme/app/issues/12/comments failed: there was no answer within 0.25 seconds.", failed.Message);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => api.CreateCommentAsync("acme/app", 12, "x", new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task The_job_is_found_by_its_name_on_any_page()
    {
        await using var server = Connect();
        var others = string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{ "id": {{i}}, "name": "other {{i}}", "status": "completed" }"""));
        server.Answer = path => (HttpStatusCode.OK, path.EndsWith("&page=1") ? $$"""{ "jobs": [{{others}}] }""" : """{ "jobs": [{ "id": 4200000000, "name": "build", "status": "in_progress" }] }""");
        var host = _fixture.Create<GitHubActions>();

        Assert.Equal((4_200_000_000, 4_200_000_000), (host.JobId, host.JobId));
        Assert.Equal(["/repos/acme/app/actions/runs/7/jobs?per_page=100&page=1", "/repos/acme/app/actions/runs/7/jobs?per_page=100&page=2"], server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task A_job_of_a_matrix_is_found_by_its_runner()
    {
        await using var server = Connect();
        _fixture.Environment["RUNNER_NAME"] = "Hosted Agent 2";
        server.Answer = _ => (HttpStatusCode.OK, """
            { "jobs": [
              { "id": 1, "name": "build (a)", "status": "in_progress", "runner_name": "Hosted Agent 1" },
              { "id": 2, "name": "build (b)", "status": "in_progress", "runner_name": "Hosted Agent 2" },
              { "id": 3, "name": "test", "status": "completed", "runner_name": "Hosted Agent 2" } ] }
            """);

        Assert.Equal(2, _fixture.Create<GitHubActions>().JobId);
    }

    [Fact]
    public async Task A_job_that_is_not_found_is_an_error()
    {
        await using var server = Connect();
        server.Answer = _ => (HttpStatusCode.OK, """{ "jobs": [] }""");

        Assert.StartsWith("Run 7 of acme/app has 0 jobs", Assert.Throws<BuildException>(() => _fixture.Create<GitHubActions>().JobId).Message);
    }

    [Fact]
    public void Without_a_token_nothing_is_asked_and_the_line_that_hands_it_over_is_told()
    {
        var refused = Assert.Throws<BuildException>(() => _fixture.Create<GitHubActions>().JobId);

        Assert.Equal("Add to the step: env: { GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }} }.", refused.Advice);
    }

    private RecordingServer Connect()
    {
        var server = RecordingServer.Start();
        foreach (var (name, value) in new[] { ("GITHUB_API_URL", server.Address), ("GITHUB_REPOSITORY", "acme/app"), ("GITHUB_RUN_ID", "7"), ("GITHUB_JOB", "build"), ("GITHUB_TOKEN", "t0ken") })
            _fixture.Environment[name] = value;
        return server;
    }
}

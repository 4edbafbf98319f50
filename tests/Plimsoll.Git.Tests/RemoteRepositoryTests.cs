using System.Net;
using System.Net.Sockets;
using Plimsoll.Oci;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

/// <summary>Tags and branches of real repositories, over HTTP and from a folder.</summary>
public sealed class RemoteRepositoryTests : IAsyncLifetime, IDisposable
{
    private readonly GitRepository _action = GitRepository.Init();
    private readonly GitHttpServer _server = GitHttpServer.Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _action.Dispose();

    private static Task<RemoteCommits> ListAsync(string address, string? token = null, Func<string, string?>? environment = null) =>
        new RemoteRepository(environment ?? Reading.Given()).ListAsync(address, token, CancellationToken.None);

    [Fact]
    public async Task Tags_lead_to_commits_and_nothing_else_is_listed()
    {
        var first = _action.Commit();
        _action.Tag("v1");
        _action.Tag("v1.0.0", annotated: true);
        _action.Run("tag", "--annotate", "--message", "A tag of a tag", "stable", "v1.0.0");
        _action.Branch("releases/v1");
        var second = _action.Commit();
        _action.Run("update-ref", "refs/pull/1/head", second);
        _server.Serve("acme/setup", _action);

        foreach (var address in (string[])[$"{_server.Address}/acme/setup", $"{_server.Address}/acme/setup.git", $"{_server.Folder}/acme/setup.git", _action.Path])
        {
            var commits = await ListAsync(address);
            Assert.Equal([("stable", first), ("v1", first), ("v1.0.0", first)], commits.Tags.Select(tag => (tag.Key, tag.Value)).Order());
            Assert.Equal([("main", second), ("releases/v1", first)], commits.Branches.Select(branch => (branch.Key, branch.Value)).Order());
        }
    }

    [Fact]
    public async Task An_empty_repository_has_neither()
    {
        _server.Serve("acme/empty", _action);

        var commits = await ListAsync($"{_server.Address}/acme/empty");

        Assert.Empty(commits.Tags);
        Assert.Empty(commits.Branches);
    }

    [Fact]
    public async Task Commits_of_sha256_are_read_too()
    {
        using var repository = GitRepository.Init("main", "--object-format=sha256");
        var commit = repository.Commit();
        repository.Tag("v1", annotated: true);

        Assert.Equal(commit, (await ListAsync(repository.Path)).Tags["v1"]);
        Assert.Equal(64, commit.Length);
    }

    [Fact]
    public async Task The_date_of_a_commit_is_read_without_its_files()
    {
        var first = _action.Commit("First", "a.txt");
        _action.Commit("Second", "b.txt");
        _action.Tag("v1", annotated: true);
        _server.Serve("acme/setup", _action);
        _server.Serve("acme/private", _action, token: "s3cret");
        using var other = GitRepository.Init("main", "--object-format=sha256");
        var long256 = other.Commit("Third", "c.txt");

        foreach (var (address, token, commit) in ((string, string?, string)[])[($"{_server.Address}/acme/setup", null, first), ($"{_server.Address}/acme/private", "s3cret", first), (_action.Path, null, first), (other.Path, null, long256)])
            Assert.Equal(GitRepository.Start, await ReadDateAsync(address, commit, token));
        var undated = _action.RunWithInput($"tree {_action.Run("rev-parse", "HEAD^{tree}")}\nauthor A <a@b.example> 0 +0000\ncommitter A <a@b.example> 0 +0000\n\nx\n", "hash-object", "-t", "commit", "-w", "--stdin");
        Assert.Null(await ReadDateAsync(_action.Path, undated));
    }

    private static Task<DateTimeOffset?> ReadDateAsync(string address, string commit, string? token = null) =>
        new RemoteRepository(Reading.Given()).ReadCommitDateAsync(address, token, commit, CancellationToken.None);

    [Fact]
    public async Task A_token_opens_what_is_private_and_is_sent_to_that_address_alone()
    {
        var commit = _action.Commit();
        _action.Tag("v1");
        _server.Serve("acme/private", _action, token: "s3cret");

        Assert.Equal(commit, (await ListAsync($"{_server.Address}/acme/private", "s3cret")).Tags["v1"]);
        foreach (var token in (string?[])[null, "wrong"])
        {
            var refused = await Assert.ThrowsAsync<PlimsollException>(() => ListAsync($"{_server.Address}/acme/private", token));
            Assert.Equal(ErrorKind.Authentication, refused.Kind);
            Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);
        }

        _server.Requests.Clear();
        _server.Serve("acme/other", _action);
        await ListAsync($"{_server.Address}/acme/other");
        Assert.All(_server.Requests, request => Assert.Null(request.Authorization));
        Assert.NotEmpty(_server.Requests);
    }

    [Fact]
    public async Task What_git_is_given_in_its_environment_stays_beside_the_token()
    {
        _action.Commit();
        _action.Tag("v1");
        _server.Serve("acme/private", _action, token: "s3cret");
        var given = Reading.Given();
        string? Environment(string name) => name switch
        {
            "GIT_CONFIG_COUNT" => "1",
            "GIT_CONFIG_KEY_0" => $"url.{_server.Address}/.insteadOf",
            "GIT_CONFIG_VALUE_0" => "https://example.invalid/",
            _ => given(name),
        };

        Assert.True((await ListAsync("https://example.invalid/acme/private", null, name => name is "GIT_CONFIG_COUNT" ? "2"
            : name is "GIT_CONFIG_KEY_1" ? $"http.{_server.Address}/.extraHeader"
            : name is "GIT_CONFIG_VALUE_1" ? $"Authorization: Basic {Convert.ToBase64String("x-access-token:s3cret"u8)}" : Environment(name))).Tags.ContainsKey("v1"));
        _server.Serve("acme/open", _action);
        Assert.True((await ListAsync("https://example.invalid/acme/open", "token", Environment)).Tags.ContainsKey("v1"));
    }

    [Fact]
    public async Task What_is_not_there_is_told_from_what_does_not_answer()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<PlimsollException>(() => ListAsync($"{_server.Address}/acme/none"))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<PlimsollException>(() => ListAsync($"{_server.Folder}/acme/none.git"))).Kind);
        Assert.Equal(ErrorKind.Transport, (await Assert.ThrowsAsync<PlimsollException>(() => ListAsync($"http://127.0.0.1:{port}/acme/none"))).Kind);
        Assert.Equal(ErrorKind.Usage, (await Assert.ThrowsAsync<PlimsollException>(() => ListAsync(_action.Path, null, _ => null))).Kind);
    }
}

using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary><c>plimsoll pin</c> with the actions of workflows, whose real repositories are served over git's HTTP.</summary>
public sealed class PinActionsTests : IAsyncLifetime, IDisposable
{
    private const string Workflow = ".github/workflows/ci.yml";
    private const string Head = "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n";

    private readonly GitRepository _git = GitRepository.Init();
    private readonly GitRepository _action = GitRepository.Init();
    private readonly GitHttpServer _server = GitHttpServer.Start();
    private readonly CommandWorld _world;
    private readonly string _first;
    private readonly string _second;

    public PinActionsTests()
    {
        _first = _action.Commit("First");
        _action.Tag("v1.0.0", annotated: true);
        _second = _action.Commit("Second");
        _action.Tag("v1.1.0", annotated: true);
        _action.Tag("v1");
        _server.Serve("acme/setup", _action);
        _world = new CommandWorld(_git.Path);
        _world.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        _world.Environment["GITHUB_SERVER_URL"] = _server.Address;
        _git.Write("plimsoll.yml", "policy: { rules: { unpinned-action: error } }\n");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _git.Dispose();
        _action.Dispose();
    }

    private void Write(params string[] actions) => _git.Write(Workflow, Head + string.Concat(actions.Select(action => $"      - uses: {action}\n")));

    private string[] Read() => [.. File.ReadAllText(_git[Workflow]).Split('\n').Where(line => line.Contains("uses: ", StringComparison.Ordinal)).Select(line => line.Split("uses: ")[1])];

    [Fact]
    public async Task Tags_become_commits_and_the_check_passes()
    {
        Write("acme/setup@v1", "acme/setup/sub@v1.0.0 # why", "acme/setup@main");
        var found = await _world.RunAsync("check");
        Assert.Equal(ExitCode.PolicyViolation, found.ExitCode);
        Assert.Contains($"{Workflow}:6:15: error unpinned-action: 'acme/setup@v1' refers to 'v1', a tag or a branch, which can move to other code.", found.Output, StringComparison.Ordinal);

        var result = await _world.SucceedAsync("pin");

        Assert.Equal([$"acme/setup@{_second} # v1", $"acme/setup/sub@{_first} # v1.0.0 # why", $"acme/setup@{_second} # main"], Read());
        Assert.Contains($"-      - uses: acme/setup@v1\n+      - uses: acme/setup@{_second} # v1\n", result.Output.Replace("-      - uses: acme/setup/sub@v1.0.0 # why\n-      - uses: acme/setup@main\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("3 actions in 1 file", result.Error, StringComparison.Ordinal);
        Assert.Single(_server.Requests, request => request.Path.Contains("info/refs", StringComparison.Ordinal));
        await _world.SucceedAsync("check");
        Assert.Equal("", (await _world.SucceedAsync("pin")).Output);
    }

    [Fact]
    public async Task An_update_follows_the_tag_that_has_moved()
    {
        Write("acme/setup@v1", "acme/setup@v1.0.0");
        await _world.SucceedAsync("pin");
        var third = _action.Commit("Third");
        _action.Tag("v1.2.0");
        _action.Run("tag", "--force", "v1");
        _server.Serve("acme/setup", _action);

        Assert.Equal("", (await _world.SucceedAsync("pin")).Output);
        await _world.SucceedAsync("pin", "--update");
        Assert.Equal([$"acme/setup@{third} # v1", $"acme/setup@{_first} # v1.0.0"], Read());

        await _world.SucceedAsync("pin", "--update", "minor", "--narrow");
        Assert.Equal([$"acme/setup@{third} # v1.2.0", $"acme/setup@{third} # v1.2.0"], Read());
    }

    [Fact]
    public async Task Check_and_dry_run_write_nothing_and_json_lists_actions()
    {
        Write("acme/setup@v1");

        Assert.Equal(ExitCode.ChangesPending, (await _world.RunAsync("pin", "--check")).ExitCode);
        using var json = JsonDocument.Parse((await _world.SucceedAsync("pin", "--dry-run", "--narrow", "--output", "json")).Output);
        Assert.Equal(["acme/setup@v1"], Read());

        var change = Assert.Single(json.RootElement.GetProperty("changes").EnumerateArray());
        Assert.Equal("acme/setup@v1", change.GetProperty("before").GetString());
        Assert.Equal($"acme/setup@{_second} # v1.1.0", change.GetProperty("after").GetString());
        Assert.Equal((6, 15), (change.GetProperty("startLine").GetInt32(), change.GetProperty("startColumn").GetInt32()));
    }

    [Fact]
    public async Task Where_the_rule_is_off_actions_are_pinned_only_if_asked()
    {
        File.Delete(_git["plimsoll.yml"]);
        Write("acme/setup@v1");

        Assert.Equal("", (await _world.SucceedAsync("pin")).Output);
        Assert.Empty(_server.Requests);
        await _world.SucceedAsync("check");

        await _world.SucceedAsync("pin", "--actions");
        Assert.Equal([$"acme/setup@{_second} # v1"], Read());
    }

    [Fact]
    public async Task A_private_repository_needs_the_token()
    {
        _server.Serve("acme/secret", _action, token: "s3cret");
        Write("acme/secret@v1");

        var refused = await _world.RunAsync("pin");
        Assert.Equal(ExitCode.Authentication, refused.ExitCode);
        Assert.Contains($"{Workflow}:6:15: 'acme/secret@v1' was not pinned.", refused.Error, StringComparison.Ordinal);

        _world.Environment["GITHUB_TOKEN"] = "s3cret";
        await _world.SucceedAsync("pin");
        Assert.Equal([$"acme/secret@{_second} # v1"], Read());
    }

    [Fact]
    public async Task The_token_of_GitHub_goes_to_no_other_server()
    {
        _world.Environment["GITHUB_SERVER_URL"] = "https://github.example";
        _world.Environment["GITHUB_TOKEN"] = "s3cret";
        Write($"{_server.Address}/acme/setup@v1");
        await _world.SucceedAsync("pin");

        _world.Environment["PLIMSOLL_ACTIONS_URL"] = _server.Address + "/";
        _git.Write("action.yml", "runs:\n  using: composite\n  steps:\n    - uses: acme/setup@v1\n");
        await _world.SucceedAsync("pin");

        Assert.Equal([$"{_server.Address}/acme/setup@{_second} # v1"], Read());
        Assert.Contains($"uses: acme/setup@{_second} # v1", File.ReadAllText(_git["action.yml"]), StringComparison.Ordinal);
        Assert.All(_server.Requests, request => Assert.Null(request.Authorization));
        Assert.NotEmpty(_server.Requests);
    }

    [Fact]
    public async Task What_does_not_exist_is_left_and_the_others_are_pinned()
    {
        Write("acme/none@v1", "acme/setup@v9", "acme/setup@v1");

        var result = await _world.RunAsync("pin");

        Assert.Equal(ExitCode.NotFound, result.ExitCode);
        Assert.Contains("There is no tag or branch 'v9' in acme/setup.", result.Error, StringComparison.Ordinal);
        Assert.Contains($"The repository {_server.Address}/acme/none does not exist", result.Error, StringComparison.Ordinal);
        Assert.Equal(["acme/none@v1", "acme/setup@v9", $"acme/setup@{_second} # v1"], Read());
    }

    [Fact]
    public async Task Without_network_it_is_told_and_a_mirror_helps()
    {
        _world.Environment["GITHUB_SERVER_URL"] = "http://127.0.0.1:1";
        Write("acme/setup@v1");
        Directory.CreateDirectory(_git[".plimsoll/receipts"]);

        Assert.Equal(ExitCode.Registry, (await _world.RunAsync("pin")).ExitCode);
        var offline = await _world.RunAsync("pin", "--receipts", ".plimsoll/receipts");
        Assert.Equal(ExitCode.NotFound, offline.ExitCode);
        Assert.Contains("The tags of acme/setup are not known without network access.", offline.Error, StringComparison.Ordinal);
        Assert.Equal(["acme/setup@v1"], Read());

        _world.Environment["PLIMSOLL_ACTIONS_MIRROR"] = _server.Folder;
        await _world.SucceedAsync("pin", "--receipts", ".plimsoll/receipts");
        Assert.Equal([$"acme/setup@{_second} # v1"], Read());
        Assert.Empty(_server.Requests);

        Write("acme/other@v1");
        Assert.Equal(ExitCode.NotFound, (await _world.RunAsync("pin")).ExitCode);
    }

    [Fact]
    public async Task A_commit_that_is_too_young_is_not_written()
    {
        _world.Clock.SetUtcNow(GitRepository.Start.AddDays(400));
        _action.Commit("Late", date: GitRepository.Start.AddDays(399));
        _action.Tag("v2.0.0");
        _server.Serve("acme/setup", _action);
        Write("acme/setup@v2.0.0", "acme/setup@v1.0.0");

        var result = await _world.SucceedAsync("pin", "--min-age", "3d");

        Assert.Equal(["acme/setup@v2.0.0", $"acme/setup@{_first} # v1.0.0"], Read());
        Assert.Contains("is younger than 3 days: first seen 2027-02-05 by the date of the commit.", result.Error, StringComparison.Ordinal);
        Assert.Contains($"acme/setup@{_first} # v1.0.0: first seen 2026-01-02 by the date of the commit", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_git_it_is_told()
    {
        _world.Environment.Remove("PATH");
        Write("acme/setup@v1");

        var result = await _world.RunAsync("pin");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("git is not on PATH", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_list_and_explain_know_the_rule()
    {
        using var list = JsonDocument.Parse((await _world.SucceedAsync("policy", "list", "--output", "json")).Output);
        Assert.Contains("unpinned-action", list.RootElement.ToString(), StringComparison.Ordinal);
        Assert.Contains("+ uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0", (await _world.SucceedAsync("policy", "explain", "unpinned-action")).Output, StringComparison.Ordinal);
        _git.Write("plimsoll.yml", "policy: { rules: { unpined-action: error } }\n");
        Assert.Contains("unpinned-action", await _world.FailAsync(ExitCode.Usage, "check"), StringComparison.Ordinal);
    }
}

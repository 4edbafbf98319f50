using System.Text.Json;
using System.Text.RegularExpressions;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary><c>plimsoll doctor</c>, where all is well and where it is not. The engine is tested with a real one elsewhere.</summary>
public sealed partial class DoctorTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public DoctorTests() => _world = CreateWorld(_repository.Path);

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Where_nothing_is_configured_nothing_is_missing()
    {
        var result = await _world.SucceedAsync("doctor");

        Assert.Equal("", result.Error);
        Snapshot.Match(Neutral(result.Output));
    }

    [Fact]
    public async Task Everything_that_works_is_told_with_the_source_of_the_credentials()
    {
        await using var registry = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        Configure(registry.Host);
        _world.Environment["DOCKER_AUTH_CONFIG"] = Credentials(registry.Host, RegistryServerOptions.Password);
        _world.Environment["GITHUB_ACTIONS"] = "true";
        _world.Environment["GITHUB_EVENT_NAME"] = "push";
        _world.Environment["GITHUB_REF"] = "refs/heads/main";
        _world.Environment["GITHUB_SHA"] = _repository.Head;
        _world.Environment["GITHUB_REPOSITORY"] = "acme/app";
        _world.Environment["SOURCE_DATE_EPOCH"] = "1779179400";

        var report = Neutral((await _world.SucceedAsync("doctor", "--output", "json")).Output).Replace(registry.Host, "REGISTRY", StringComparison.Ordinal);

        Assert.Contains("as 'ann' (from DOCKER_AUTH_CONFIG)", report, StringComparison.Ordinal);
        Snapshot.Match(report);
    }

    [Fact]
    public async Task Expired_credentials_are_told_with_the_way_to_renew_them()
    {
        await using var registry = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        Configure(registry.Host);
        _world.Environment["DOCKER_AUTH_CONFIG"] = Credentials(registry.Host, "old-secret");

        var item = await FindMissingAsync("registry");

        Assert.Contains("DOCKER_AUTH_CONFIG", item.Text, StringComparison.Ordinal);
        Assert.Contains("Check the user name and password", item.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("old-secret", item.Text + item.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_are_credentials_that_there_are_none_of()
    {
        await using var registry = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        Configure(registry.Host);

        Assert.Contains("plimsoll login", (await FindMissingAsync("registry")).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_asked_once()
    {
        Configure("127.0.0.1:1");

        Assert.Contains("127.0.0.1 port 1 refused the connection", (await FindMissingAsync("registry")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shallow_clone_is_told_with_the_fix_of_each_host()
    {
        _repository.Commit("Second", "more.txt");
        using var clone = _repository.ShallowClone();

        var item = await FindMissingAsync("repository", CreateWorld(clone.Path));

        Assert.Contains("is a shallow clone", item.Text, StringComparison.Ordinal);
        Assert.Contains("fetch-depth: 0", item.Advice, StringComparison.Ordinal);
        Assert.Contains("git fetch --unshallow --tags", item.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_git_the_repository_is_read_all_the_same()
    {
        _world.Environment["PATH"] = _repository.Path;

        var items = Items((await _world.SucceedAsync("doctor", "--output", "json")).Output);

        Assert.Equal("unused", items["git"].State);
        Assert.Contains("Install git", items["git"].Advice, StringComparison.Ordinal);
        Assert.Equal("ok", items["repository"].State);
    }

    [Fact]
    public async Task Outside_a_repository_one_is_missing_only_where_a_configuration_needs_it()
    {
        using var folder = new TempDirectory();
        var world = CreateWorld(folder.Path);
        Assert.Equal("unused", Items((await world.SucceedAsync("doctor", "--output", "json")).Output)["repository"].State);

        folder.Write("plimsoll.yml", "image: acme/app\n");

        Assert.Contains("not in a git repository", (await FindMissingAsync("repository", world)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_engine_is_missing_where_somebody_says_that_there_is_one()
    {
        Assert.Equal("unused", Items((await _world.SucceedAsync("doctor", "--output", "json")).Output)["engine"].State);
        _world.Environment["DOCKER_HOST"] = $"unix://{_repository["none.sock"]}";

        var item = await FindMissingAsync("engine");

        Assert.Contains("DOCKER_HOST is set", item.Text, StringComparison.Ordinal);
        Assert.Contains("DOCKER_HOST", item.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_of_the_engine_needs_one()
    {
        _world.Environment["HOME"] = _repository.Path;
        _repository.Write("plimsoll.yml", "image: acme/app\nsource: docker-daemon:app:dev\n");

        var items = Items((await _world.RunAsync("doctor", "--output", "json")).Output);

        // The machine may have one.
        Assert.True(items["engine"].State == "ok" || items["engine"].Text.Contains("docker-daemon:app:dev", StringComparison.Ordinal), items["engine"].Text);
    }

    [Fact]
    public async Task A_clock_that_is_behind_the_commit_is_told()
    {
        _repository.Commit("From the future", date: _world.Clock.GetUtcNow().AddDays(2));

        Assert.Contains("the commit", (await FindMissingAsync("clock")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_cannot_be_read_is_told()
    {
        _world.Environment["SOURCE_DATE_EPOCH"] = "yesterday";

        Assert.Contains("yesterday", (await FindMissingAsync("clock")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_host_is_told_with_the_variables_that_help()
    {
        _repository.Checkout(_repository.Head);
        _world.Environment["CI"] = "true";

        Assert.Contains("PLIMSOLL_BRANCH", (await FindMissingAsync("host")).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_does_not_hide_the_rest()
    {
        _repository.Write("plimsoll.yml", "imagee: acme/app\n");

        var item = await FindMissingAsync("configuration");

        Assert.Contains("plimsoll.yml:1:1", item.Text, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'image'?", item.Advice, StringComparison.Ordinal);
    }

    private static CommandWorld CreateWorld(string directory)
    {
        var world = new CommandWorld(directory);
        world.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        world.Environment["HOME"] = Path.Combine(directory, "home");
        return world;
    }

    /// <summary>Exactly one thing is missing, and the exit code says so.</summary>
    private async Task<(string State, string Text, string Advice)> FindMissingAsync(string area, CommandWorld? world = null)
    {
        var result = await (world ?? _world).RunAsync("doctor", "--output", "json");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        var items = Items(result.Output);
        Assert.Equal(area, Assert.Single(items, item => item.Value.State == "missing").Key);
        return items[area];
    }

    private void Configure(string registry) => _repository.Write("plimsoll.yml", $"image: acme/app\nregistry: {registry}\nenvironments: {{ staging: {{}}, production: {{}} }}\n");

    private static string Credentials(string registry, string password) =>
        $$$"""{ "auths": { "{{{registry}}}": { "auth": "{{{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{RegistryServerOptions.Username}:{password}"))}}}" } } }""";

    private static Dictionary<string, (string State, string Text, string Advice)> Items(string json) => JsonDocument.Parse(json).RootElement.GetProperty("items").EnumerateArray()
        .ToDictionary(item => item.GetProperty("area").GetString()!, item => (item.GetProperty("state").GetString()!, item.GetProperty("text").GetString()!, item.GetProperty("advice").GetString() ?? ""));

    /// <summary>Without what differs from machine to machine.</summary>
    private string Neutral(string text) => Engine.Replace(
        text.Replace(_repository.Path, "/repo", StringComparison.Ordinal).Replace(_repository.Head[..7], "COMMIT", StringComparison.Ordinal),
        match => match.Value.Contains("\"area\"", StringComparison.Ordinal) ? "\"area\": \"engine\" …" : "engine …").Replace(GitVersion.Match(text).Value, "git version …", StringComparison.Ordinal);

    [GeneratedRegex("""(-|ok) +engine .*(\n +→.*)?|"area": "engine",[^}]*""")]
    private static partial Regex Engine { get; }

    [GeneratedRegex("git version [0-9.a-z]+")]
    private static partial Regex GitVersion { get; }
}

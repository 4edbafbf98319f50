using System.Text;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Who a receipt and a hold say that it was.</summary>
public sealed class ActorTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly CommandWorld _world;

    public ActorTests()
    {
        _world = new CommandWorld(_repository.Path);
        _world.Environment["USER"] = "root";
        _repository.Commit("First", "app.txt");
        _repository.Write("out/app", "program");
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task It_is_whom_the_ci_host_names_else_gits_user()
    {
        _world.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        _repository.Run("config", "user.name", "Ada Author");
        _repository.Run("config", "user.email", "ada@example.com");
        Assert.Equal("Ada Author <ada@example.com>", (await PublishAsync("app")).Actor);

        _world.Environment["GITHUB_ACTIONS"] = "true";
        _world.Environment["GITHUB_SHA"] = _repository.Head;
        _world.Environment["GITHUB_ACTOR"] = "octocat";
        Assert.Equal("octocat", (await PublishAsync("app")).Actor);
    }

    [Fact]
    public async Task It_is_who_is_logged_in_to_the_registry_where_git_knows_nobody()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{RegistryServerOptions.Username}:{RegistryServerOptions.Password}"));
        _world.Environment["DOCKER_AUTH_CONFIG"] = $$"""{ "auths": { "{{server.Host}}": { "auth": "{{login}}" } } }""";

        var published = await PublishAsync($"{server.Host}/app");
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        _repository.Write("out/app", "another");
        _repository.Commit("Second", "app.txt");
        await PublishAsync($"{server.Host}/app");
        var back = ReceiptJson.Parse(Encoding.UTF8.GetBytes((await _world.SucceedAsync("rollback", "--to", "previous", "-e", "staging", "--output", "json")).Output), "output");

        Assert.Equal(("ann", "ann", "ann"), (published.Actor, back.Actor, back.Hold!.HeldBy));
    }

    [Fact]
    public async Task It_is_the_user_of_the_machine_where_nobody_else_is_known() => Assert.Equal("root", (await PublishAsync("app")).Actor);

    private async Task<ImageReceipt> PublishAsync(string image) =>
        ReceiptJson.Parse(Encoding.UTF8.GetBytes((await _world.SucceedAsync("publish", "files:out", "--image", image, "-e", "staging", "--output", "json")).Output), "output");
}

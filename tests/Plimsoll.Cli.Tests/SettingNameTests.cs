using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests;

/// <summary>Advice of the libraries, which name settings: the command prints its options instead.</summary>
public sealed class SettingNameTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public SettingNameTests() => _world = new CommandWorld(_repository.Path);

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("immutable-tag-moved", "(--changed)")]
    [InlineData("tag-digest-mismatch", "(--online)")]
    [InlineData("tag-digest-mismatch", "'plimsoll pin' with --update")]
    [InlineData("registry-unavailable", "check without --online")]
    public async Task Rules_name_the_options_of_the_command(string rule, string expected)
    {
        Assert.Contains(expected, (await _world.SucceedAsync("policy", "explain", rule)).Output, StringComparison.Ordinal);
        Assert.Contains(expected, (await _world.SucceedAsync("policy", "explain", rule, "--output", "json")).Output, StringComparison.Ordinal);

        var report = (await _world.SucceedAsync("check", "--report", "sarif")).Output;
        Assert.Contains(expected, report, StringComparison.Ordinal);
        Assert.DoesNotContain("the setting", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_about_a_registry_names_the_options_of_the_command()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tls = TestCertificate.Create() });
        _repository.Write("compose.yaml", $"services: {{ app: {{ image: '{server.Host}/app:1.2.3' }} }}\n");

        var report = (await _world.RunAsync("check", "compose.yaml", "--online")).Output;

        Assert.Contains("registry-unavailable", report, StringComparison.Ordinal);
        Assert.Contains("with --ca-file", report, StringComparison.Ordinal);
        Assert.DoesNotContain("the setting", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--update-baseline", "check", "--baseline", "missing.json")]
    [InlineData("(--save plan.json)", "publish", "--from-plan", "missing.json")]
    public async Task A_file_that_does_not_exist_is_created_by_an_option(string expected, params string[] arguments) =>
        Assert.Contains(expected, await _world.FailAsync(ExitCode.NotFound, arguments), StringComparison.Ordinal);

    [Theory]
    [InlineData("check", "--baseline", "plimsoll.json")]
    [InlineData("publish", "--from-plan", "plimsoll.json")]
    public async Task So_is_one_that_is_not_valid(params string[] arguments)
    {
        _repository.Write("plimsoll.json", "{}");

        Assert.Contains(arguments[0] == "check" ? "--update-baseline" : "(--save plan.json)", await _world.FailAsync(ExitCode.Usage, arguments), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_cannot_be_used_is_avoided_by_an_option_of_the_verbs_that_have_it()
    {
        await using var server = await RegistryServer.StartAsync();
        _world.Environment["DOCKER_HOST"] = "ssh://build@example.com";
        _repository.Commit("one");
        _repository.Write("out/app", "1");

        Assert.Contains("(--via direct)", await _world.FailAsync(ExitCode.Usage, "publish", "files:out", "--image", $"{server.Host}/acme/app", "--via", "engine"), StringComparison.Ordinal);
        Assert.DoesNotContain("--via", await _world.FailAsync(ExitCode.Usage, "inspect", "docker-daemon:app:dev"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_no_commit_requires_is_made_by_an_option()
    {
        _repository.Commit("chore: tidy up");

        Assert.Contains("(--bump)", await _world.FailAsync(ExitCode.Usage, "version", "next", "--tag"), StringComparison.Ordinal);
    }
}

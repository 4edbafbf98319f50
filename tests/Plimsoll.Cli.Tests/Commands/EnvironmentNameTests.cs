using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Names of environments: those of <c>plimsoll.yml</c> and no others, where it lists any.</summary>
public sealed class EnvironmentNameTests : IAsyncLifetime, IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly RegistryClient _client = new();
    private readonly CommandWorld _world;
    private SharedRegistry _server = null!;

    public EnvironmentNameTests()
    {
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
    }

    private string Image => $"{_server.Root}/shop/web";

    public async Task InitializeAsync()
    {
        _server = await SharedRegistry.OpenAsync();
        Configure("environments: { Staging: {}, production: { production: true } }");
        await _world.SucceedAsync("publish", "-e", "Staging");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _client.Dispose();
        _repository.Dispose();
    }

    [Theory]
    [InlineData("tags -e")]
    [InlineData("plan -e")]
    [InlineData("publish -e")]
    [InlineData("publish --dry-run -e")]
    [InlineData("promote 2.1.0 --to")]
    [InlineData("rollback --to previous -e")]
    [InlineData("receipt list -e")]
    public async Task An_unknown_environment_is_an_error_with_the_nearest(string command)
    {
        var error = await _world.FailAsync(ExitCode.Usage, [.. command.Split(' '), "produciton"]);

        Assert.Contains("There is no environment 'produciton'.", error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'production'?", error, StringComparison.Ordinal);
        Assert.Null(await DigestAsync("produciton"));
    }

    [Fact]
    public async Task That_of_the_variable_is_looked_up_as_well_and_that_of_a_plan()
    {
        await _world.SucceedAsync("plan", "-e", "Staging", "--save", "plan.json");
        Configure("environments: { test: {} }");
        Assert.Contains("There is no environment 'Staging'.\nKnown: test.", await _world.FailAsync(ExitCode.Usage, "publish", "--from-plan", "plan.json"), StringComparison.Ordinal);

        _world.Environment["PLIMSOLL_ENVIRONMENT"] = "tset";
        foreach (var verb in (string[])["tags", "publish", "plan"])
            Assert.Contains("Did you mean 'test'?", await _world.FailAsync(ExitCode.Usage, verb), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configured_spelling_is_the_tag()
    {
        Assert.Contains($"{Image}:production", (await _world.SucceedAsync("tags", "-e", "PRODUCTION")).Lines);
        await _world.SucceedAsync("publish", "-e", "Production");
        await _world.SucceedAsync("promote", "2.1.0", "--to", "staging");

        Assert.NotNull(await DigestAsync("production"));
        Assert.Null(await DigestAsync("Production"));
        Assert.Null(await DigestAsync("staging"));
        Assert.Contains("Staging", (await _world.SucceedAsync("receipt", "list", "-e", "STAGING")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("produciton", "production")]
    [InlineData("prodution", "production")]
    [InlineData("Productions", "production")]
    [InlineData("prd", "prod")]
    [InlineData("prdo", "prod")]
    public async Task Without_a_list_a_slip_from_production_is_warned_of(string environment, string meant)
    {
        Configure("");

        foreach (var command in (string[])["tags -e", "plan -e", "publish -e", "promote 2.1.0 --to"])
            Assert.Contains($"warning: environment-spelling: environment '{environment}' is not '{meant}'", (await _world.SucceedAsync([.. command.Split(' '), environment])).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("production")]
    [InlineData("PROD")]
    [InlineData("preprod")]
    [InlineData("staging")]
    public async Task Other_names_are_nobodys_slip(string environment)
    {
        Configure("");

        Assert.DoesNotContain("environment-spelling", (await _world.SucceedAsync("tags", "-e", environment)).Error, StringComparison.Ordinal);
    }

    private void Configure(string environments) => _repository.Write("plimsoll.yml", $"image: shop/web\nregistry: {_server.Root}\nsource: files:out\n{environments}\n");

    private async Task<string?> DigestAsync(string tag) =>
        (await _client.Repository(ImageReference.Parse(Image)).ResolveAsync(tag, CancellationToken.None))?.Digest.ToString();
}

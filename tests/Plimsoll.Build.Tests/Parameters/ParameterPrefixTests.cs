using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Parameters;

public sealed class ParameterPrefixTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Components_with_members_of_one_name_have_parameters_of_their_own()
    {
        _fixture.Root.Write(".nuke/parameters.json", """{ "NpmName": "from file" }""");
        _fixture.Environment["PLIMSOLL_NAME"] = "from environment";

        var result = await _fixture.RunAsync<Sample>("Show", "--docker-name", "from line");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("docker from line, npm from file, plain from environment", result.Output);
    }

    [Fact]
    public async Task A_name_of_the_attribute_has_the_prefix_too_also_as_a_variable()
    {
        _fixture.Environment["DockerUSER"] = "me";

        Assert.Contains("user me", (await _fixture.RunAsync<Sample>("Show")).Output);
    }

    [Fact]
    public async Task A_requirement_of_a_component_is_for_its_own_parameter()
    {
        Assert.Contains("error: Push requires --docker-name (PLIMSOLL_DOCKER_NAME)", (await _fixture.RunAsync<Sample>("Push", "--npm-name", "x", "--name", "y")).Error);
        Assert.Equal("Push", (await _fixture.RunAsync<Sample>("Push", "--docker-name", "x")).Ran);
    }

    [Fact]
    public async Task The_help_shows_the_names_with_their_prefixes()
    {
        var help = (await _fixture.RunAsync<Sample>("--help")).Output;

        Assert.Contains("  --docker-name TEXT", help);
        Assert.Contains("  --npm-name TEXT", help);
        Assert.Contains("  --name TEXT", help);
    }

    [ParameterPrefix("Docker")]
    public interface IDocker : IPlimsollBuild
    {
        [Parameter] string? Name => TryGetValue(() => Name);

        [Parameter(Name = "USER")] string? User => TryGetValue(() => User);

        string Told => $"docker {Name}";

        Target Push => _ => _.Requires(() => Name).Executes(() => { });
    }

    [ParameterPrefix(nameof(NpmPrefix))]
    public interface INpm : IPlimsollBuild
    {
        const string NpmPrefix = "";

        [Parameter, OnDemand] string? Name => TryGetValue(() => Name);

        string Told => $"npm {Name}";
    }

    public interface IPlain : IPlimsollBuild
    {
        [Parameter] string? Name => TryGetValue(() => Name);

        string Told => $"plain {Name}";
    }

    private sealed class Sample : PlimsollBuild, IDocker, INpm, IPlain
    {
        Target Show => _ => _.Executes(() =>
        {
            Log.Information($"{((IDocker)this).Told}, {((INpm)this).Told}, {((IPlain)this).Told}");
            Log.Information($"user {((IDocker)this).User}");
        });
    }
}

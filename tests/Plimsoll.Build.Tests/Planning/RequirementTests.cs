using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Planning;

public sealed class RequirementTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Everything_missing_is_named_at_once_before_the_first_target_runs()
    {
        var result = await _fixture.RunAsync<Sample>("Push");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Equal("", result.Ran);
        Assert.Contains("Push requires --api-key (API_KEY)", result.Error);
        Assert.Contains("Push requires --tags (PLIMSOLL_TAGS)", result.Error);
        Assert.Contains("Push requires Major > 0", result.Error);
    }

    [Fact]
    public async Task What_is_given_satisfies_it() =>
        Assert.Equal("First Push", (await _fixture.RunAsync<Sample>("Push", "--api-key", "k", "--tags", "a", "--major", "1")).Ran);

    [Theory]
    [InlineData("First")]
    [InlineData("First Push --skip Push")]
    public async Task Only_targets_that_will_run_are_asked(string arguments) =>
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync<Sample>(arguments.Split(' '))).ExitCode);

    [Theory]
    [InlineData("--plan")]
    [InlineData("--help")]
    public async Task Plan_and_help_demand_nothing(string option)
    {
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync<Sample>("Push", option)).ExitCode);
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync<Demanding>("Any", option)).ExitCode);
    }

    [Fact]
    public async Task A_required_parameter_is_demanded_whichever_target_runs()
    {
        var result = await _fixture.RunAsync<Demanding>("Any");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("--owner (PLIMSOLL_OWNER) is required", result.Error);
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync<Demanding>("Any", "--owner", "me")).ExitCode);
    }

    [Theory]
    [InlineData("--api-key", " ")]
    [InlineData("--api-key", "\t\n")]
    public async Task Blank_text_satisfies_nothing(string option, string value)
    {
        Assert.Contains("Push requires --api-key", (await _fixture.RunAsync<Sample>("Push", option, value, "--tags", "a", "--major", "1")).Error);
        Assert.Contains("--owner (PLIMSOLL_OWNER) is required", (await _fixture.RunAsync<Demanding>("Any", "--owner", value)).Error);
    }

    [Fact]
    public async Task An_initial_value_satisfies_what_is_required() =>
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync<Initial>("Any")).ExitCode);

    [Fact]
    public async Task A_number_without_an_initial_value_must_be_given()
    {
        Assert.Contains("--count (PLIMSOLL_COUNT) is required", (await _fixture.RunAsync<Counted>("Any")).Error);
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync<Counted>("Any", "--count", "0")).ExitCode);
    }

    [Fact]
    public async Task A_variable_that_lacks_only_the_prefix_is_pointed_out()
    {
        _fixture.Environment["MAJOR"] = "1";
        _fixture.Environment["OWNER"] = "me";
        _fixture.Environment["TAGS"] = "a";

        Assert.Equal(
            "error: --owner (PLIMSOLL_OWNER) is required. OWNER is set; Plimsoll reads PLIMSOLL_OWNER, or name it with [Parameter(Name = \"OWNER\")].\n"
            + "No target was run. --help lists the parameters.\n",
            (await _fixture.RunAsync<Demanding>("Any")).Error);
        var push = (await _fixture.RunAsync<Sample>("Push")).Error;
        Assert.Contains("Push requires Major > 0\n", push);
        Assert.Contains("Push requires --tags (PLIMSOLL_TAGS). TAGS is set; Plimsoll reads PLIMSOLL_TAGS, or name it", push);
    }

    private sealed class Sample : PlimsollBuild
    {
        [Parameter, Secret] readonly string? ApiKey;
        [Parameter] readonly string[] Tags = [];
        [Parameter] readonly int Major;

        Target First => _ => _.Executes(() => { });

        Target Push => _ => _.DependsOn(First).Requires(() => ApiKey, () => Tags).Requires(() => Major > 0).Executes(() => { });
    }

    private sealed class Initial : PlimsollBuild
    {
        [Parameter, Required] readonly string Owner = "me";
        [Parameter, Required] readonly int Count = 1;

        Target Any => _ => _.Executes(() => Log.Information($"{Owner} {Count}"));
    }

    private sealed class Counted : PlimsollBuild
    {
        [Parameter, Required] readonly int Count;

        Target Any => _ => _.Executes(() => { });
    }

    private sealed class Demanding : PlimsollBuild
    {
        [Parameter, Required] readonly string? Owner;

        Target Any => _ => _.Executes(() => { });
    }
}

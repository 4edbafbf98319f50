using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Parameters;

public sealed class ParameterVariableTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("NUGET_API_KEY", "NuGetApiKey")]
    [InlineData("NuGetApiKey", "NuGetApiKey")]
    [InlineData("PLIMSOLL_NUGET_API_KEY", "NuGetApiKey")]
    [InlineData("PLIMSOLL_NU_GET_API_KEY", "NuGetApiKey")]
    [InlineData("NUKE_NUGET_API_KEY", "NuGetApiKey")]
    [InlineData("FEED_URL", "Feed")]
    [InlineData("PLIMSOLL_FEED_URL", "Feed")]
    [InlineData("VERSION", "Version")]
    [InlineData("PLIMSOLL_CONFIGURATION", "Configuration")]
    [InlineData("NUKE_CONFIGURATION", "Configuration")]
    [InlineData("NukeConfiguration", null)]
    [InlineData("CONFIGURATION", null)]
    [InlineData("Configuration", null)]
    [InlineData("nuget_api_key", null)]
    [InlineData("NU_GET_API_KEY", null)]
    [InlineData("FEED", null)]
    [InlineData("feed_url", null)]
    [InlineData("USERNAME", null)]
    [InlineData("Username", null)]
    [InlineData("PLIMSOLL_USERNAME", "Username")]
    public async Task A_variable_sets_what_it_names_and_nothing_else(string variable, string? parameter)
    {
        _fixture.Environment[variable] = "given";

        var result = await _fixture.RunAsync<Sample>("Show");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal(parameter is null ? "" : $"{parameter} ", result.Output.Split('\n').Single(l => l.StartsWith("set: ", StringComparison.Ordinal))[5..]);
    }

    [Theory]
    [InlineData("TARGET")]
    [InlineData("SKIP")]
    [InlineData("HOST")]
    [InlineData("ROOT")]
    [InlineData("PROFILE")]
    [InlineData("SECRETS")]
    [InlineData("NUKE_SKIP")]
    [InlineData("NUKE_ROOT")]
    [InlineData("NUKE_PROFILE")]
    [InlineData("PLIMSOLL_PROFILE")]
    [InlineData("PLIMSOLL_SECRETS")]
    public async Task No_variable_sets_an_option_of_the_engine(string variable)
    {
        _fixture.Environment[variable] = "Second";

        Assert.Equal("Show", (await _fixture.RunAsync<Sample>("Show")).Ran);
    }

    [Fact]
    public async Task A_prefix_says_more_than_a_plain_name()
    {
        _fixture.Environment["NUGET_API_KEY"] = "";
        _fixture.Environment["NUKE_NUGET_API_KEY"] = "c";
        Assert.Equal("c", await KeyAsync());
        _fixture.Environment["NuGetApiKey"] = "b";
        Assert.Equal("b", await KeyAsync());
        _fixture.Environment["NUGET_API_KEY"] = "a";
        Assert.Equal("a", await KeyAsync());
        _fixture.Environment["PLIMSOLL_NUGET_API_KEY"] = "p";
        Assert.Equal("p", await KeyAsync());

        async Task<string> KeyAsync()
        {
            await _fixture.RunAsync<Sample>("Keep");
            return await File.ReadAllTextAsync(_fixture.Root["key"]);
        }
    }

    [Fact]
    public async Task The_help_shows_the_variables_and_options_in_the_spelling_of_known_words()
    {
        var help = (await _fixture.RunAsync<Sample>("--help")).Output;

        Assert.Matches(@"--nuget-api-key TEXT +\[secret, NUGET_API_KEY\]", help);
        Assert.Matches(@"--feed-url TEXT +\[FEED_URL\]", help);
        Assert.Matches(@"--configuration TEXT +\[PLIMSOLL_CONFIGURATION\]", help);
        Assert.Matches(@"--username TEXT +\[secret, PLIMSOLL_USERNAME\]", help);
    }

    [Theory]
    [InlineData("--nuget-api-key")]
    [InlineData("--nu-get-api-key")]
    [InlineData("--NuGetApiKey")]
    public async Task Every_spelling_of_an_option_is_read(string option) =>
        Assert.Contains("\nset: NuGetApiKey \n", (await _fixture.RunAsync<Sample>("Show", option, "k")).Output);

    private sealed class Sample : PlimsollBuild
    {
        [Parameter, Secret] readonly string? NuGetApiKey;
        [Parameter, Secret] readonly string? Username;
        [Parameter(Name = "FEED_URL")] readonly string? Feed;
        [Parameter(Name = "VERSION")] readonly string? Version;
        [Parameter] readonly string? Configuration;

        Target Show => _ => _.Executes(() => Log.Information(
            "set: " + string.Concat(((string, string?)[])[("NuGetApiKey ", NuGetApiKey), ("Username ", Username), ("Feed ", Feed), ("Version ", Version), ("Configuration ", Configuration)]
                is var all ? all.Where(p => p.Item2 == "given" || p.Item2 == "k").Select(p => p.Item1) : [])));

        Target Second => _ => _.Executes(() => { });

        Target Keep => _ => _.Executes(() => File.WriteAllText(RootDirectory / "key", NuGetApiKey));
    }
}

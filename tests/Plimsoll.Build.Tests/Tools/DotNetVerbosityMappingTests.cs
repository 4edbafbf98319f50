using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Tests.Tools;

public sealed class DotNetVerbosityMappingTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("normal", "minimal")]
    [InlineData("verbose", "detailed")]
    [InlineData("debug", "detailed")]
    public async Task The_verbosity_of_the_build_is_that_of_commands_that_name_none(string verbosity, string expected)
    {
        var output = (await _fixture.RunAsync<Sample>("Show", "--verbosity", verbosity)).Output;

        Assert.Contains($"\nbuild a --verbosity {expected} --nologo\n", output);
        Assert.Contains("\nbuild b --verbosity diagnostic --nologo\n", output);
    }

    [Fact]
    public async Task Without_the_attribute_it_is_that_of_the_command() =>
        Assert.Contains("\nbuild a --nologo\n", (await _fixture.RunAsync<Plain>("Show")).Output);

    private abstract class Showing : PlimsollBuild
    {
        protected Target Show => _ => _.Executes(() =>
        {
            var settings = new DotNetBuildSettings { ToolPath = "echo", ProjectFile = "a" };
            ToolTasks.Run(settings);
            ToolTasks.Run(settings with { ProjectFile = "b", Verbosity = "diagnostic" });
        });
    }

    [DotNetVerbosityMapping]
    private sealed class Sample : Showing;

    private sealed class Plain : Showing;
}

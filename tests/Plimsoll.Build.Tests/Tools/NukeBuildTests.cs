using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>Targets written for NUKE run, with the real <c>dotnet</c>.</summary>
public sealed class NukeBuildTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_project_is_restored_built_packed_pushed_and_run()
    {
        // What is above the folder of tests on this machine is none of its business.
        _fixture.Root.Write("Directory.Build.props", "<Project />");
        _fixture.Root.Write("app/app.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
            </Project>
            """);
        _fixture.Root.Write("app/Program.cs", """
            System.Console.WriteLine(string.Join("|", args) + " " + typeof(Program).Assembly.GetName().Version);
            """);

        var result = await _fixture.RunAsync<NukeBuildSample>("Start");

        Assert.True(result.ExitCode == ExitCode.Done, result.Output + result.Error);
        Assert.Equal("Restore Compile Pack Push Start", result.Ran);
        Assert.Contains("Said: a b|c 1.2.0.0", result.Output);
        Assert.True((_fixture.RootPath / "feed" / "app.1.2.3.nupkg").FileExists());
        Assert.Contains("--api-key ***", result.Output);
        Assert.DoesNotContain("s3cr3t-key", result.Output);
    }

    [Fact]
    public async Task Arguments_may_be_one_text()
    {
        var result = await _fixture.RunAsync<NukeBuildSample>("Version");

        Assert.Matches(@"Sdk: \d+\.\d+\.\d+", result.Output);
    }
}

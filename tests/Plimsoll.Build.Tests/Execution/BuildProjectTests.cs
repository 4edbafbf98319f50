using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Execution;

public sealed class BuildProjectTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("build/Plimsoll.Build.Tests.csproj")]
    [InlineData("Plimsoll.Build.Tests.csproj")]
    public async Task The_project_is_found_by_the_name_of_the_assembly(string path)
    {
        _fixture.Root.Write("app/app.csproj", "");
        var project = _fixture.Root.Write(path, "");

        var output = (await _fixture.RunAsync<Sample>("Show")).Output;

        Assert.Contains($"project {project} in {Path.GetDirectoryName(project)}\n", output);
        Assert.Contains($"assembly {_fixture.Root["Plimsoll.Build.Tests.dll"]} in {_fixture.Root.Path}\n", output);
    }

    [Theory]
    [InlineData("build/_build.csproj", "build/_build.csproj")]
    [InlineData("build/a.csproj build/Build.csproj", "build/Build.csproj")]
    [InlineData("_build.csproj", "_build.csproj")]
    public void It_is_the_one_above_the_assembly(string projects, string found)
    {
        foreach (var project in projects.Split(' '))
            _fixture.Root.Write(project, "");
        var name = Path.GetFileNameWithoutExtension(found);

        Assert.Equal(_fixture.RootPath / found, Plimsoll.Build.Execution.BuildProject.Find(_fixture.RootPath / "build" / "bin" / "Debug" / $"{name}.dll", _fixture.RootPath));
    }

    [Fact]
    public async Task Where_there_is_none_that_is_told()
    {
        var result = await _fixture.RunAsync<Sample>("Show");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("The project of the build was not found: there is no Plimsoll.Build.Tests.csproj above", result.Output);
    }

    private sealed class Sample : PlimsollBuild
    {
        Target Show => _ => _.Executes(() =>
        {
            Log.Information($"assembly {BuildAssemblyFile} in {BuildAssemblyDirectory}");
            Log.Information($"project {BuildProjectFile} in {BuildProjectDirectory}");
        });
    }
}

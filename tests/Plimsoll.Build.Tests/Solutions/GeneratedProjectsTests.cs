using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.Solutions;

/// <summary>A build that names projects of its solution, compiled by the SDK with what the package brings, and run.</summary>
public sealed class GeneratedProjectsTests : IDisposable
{
    private const string Slnx = """
        <Solution>
          <Folder Name="/src/">
            <Project Path="src/App.Core/App.Core.csproj" />
            <Project Path="src\my-lib\my-lib.fsproj" />
          </Folder>
          <Folder Name="/src/My Tools/">
            <Project Path="tools/Old VB/Old VB.vbproj" />
            <Project Path="db/Db.sqlproj" Type="00D1A9C2-B5F0-4AF3-8072-F6C62B433612" />
          </Folder>
        </Solution>
        """;

    private const string Code = """
        using Plimsoll.Build;

        namespace Acme;

        class Build : PlimsollBuild
        {
            public static int Main() => Execute<Build>(x => x.Show);

            [Solution(GenerateProjects = true)] readonly Solution Solution = null!;

            Target Show => _ => _.Executes(() =>
            {
                foreach (Project project in new[] { Solution.src.App_Core, Solution.src.my_lib, Solution.src.My_Tools.Old_VB, Solution.src.My_Tools.Db })
                    Log.Information($"{RootDirectory.GetRelativePathTo(project)} of {project.SolutionFolder}");
                Log.Information($"{string.Join(' ', Solution.src.Projects.Select(project => project.Name))} below {Solution.src}");
            });
        }
        """;

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task It_compiles_with_the_projects_and_runs_with_them()
    {
        _temp.Write("deep/down/there/My App.slnx", Slnx);
        _temp.Write(".nuke/parameters.json", """{ "$schema": "build.schema.json", "Solution": "deep\\down\\there\\My App.slnx", "Other": "50%; *.txt" }""");
        var build = await CompileAsync();
        Assert.True(build.ExitCode == 0, build.StandardOutput);

        var run = await RunAsync();
        Assert.Contains(
            """
            deep/down/there/src/App.Core/App.Core.csproj of src
            deep/down/there/src/my-lib/my-lib.fsproj of src
            deep/down/there/tools/Old VB/Old VB.vbproj of My Tools
            deep/down/there/db/Db.sqlproj of My Tools
            App.Core my-lib below src
            """.ReplaceLineEndings("\n"),
            run.StandardOutput.ReplaceLineEndings("\n"));

        _temp.Write("deep/down/there/My App.slnx", Slnx.Replace("my-lib", "your-lib"));
        Assert.Contains("has no project my-lib in folder src, as it had when the build was compiled.", (await RunAsync()).StandardOutput);
        Assert.Matches("Build\\.cs\\(13,[0-9]+\\): error CS1061: .* 'my_lib'", (await CompileAsync()).StandardOutput);
    }

    [Theory]
    [InlineData("App.slnx")]
    [InlineData("sub/App.slnx")]
    public async Task A_solution_in_the_root_or_one_below_is_found_without_a_parameter_file(string path)
    {
        Directory.CreateDirectory(_temp[".nuke"]);
        _temp.Write(path, Slnx);

        var build = await CompileAsync(path.Contains('/') ? Code.Replace("Solution(", $"Solution(\"{path}\", ") : Code);

        Assert.True(build.ExitCode == 0, build.StandardOutput);
    }

    [Fact]
    public async Task Without_a_solution_the_warning_says_so()
    {
        Directory.CreateDirectory(_temp[".nuke"]);

        Assert.Matches("Build\\.cs\\(9,59\\): warning PLB003: The projects of 'Solution' are not generated: there is no solution in ", (await CompileAsync()).StandardOutput);
    }

    private async Task<BufferedCommandResult> CompileAsync(string code = Code)
    {
        _temp.Write("build/Build.cs", code);
        _temp.Write("build/_build.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{AppContext.BaseDirectory}Plimsoll.Build.dll" />
                <Analyzer Include="{AppContext.BaseDirectory}Plimsoll.Build.Generators.dll" />
              </ItemGroup>
              <Import Project="{NativeCommand.RepositoryRoot}/src/Plimsoll.Build/build/Plimsoll.Build.targets" />
            </Project>
            """);
        return await Cli.Wrap("dotnet")
            .WithArguments(["build", "build", "--nologo", "--verbosity", "quiet"])
            .WithWorkingDirectory(_temp.Path)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
    }

    private async Task<BufferedCommandResult> RunAsync() => await Cli.Wrap(_temp["build/bin/Debug/net10.0/_build"])
        .WithArguments("--no-logo")
        .WithWorkingDirectory(_temp.Path)
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync();
}

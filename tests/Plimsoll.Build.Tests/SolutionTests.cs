using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests;

public sealed class SolutionTests : IDisposable
{
    private const string Slnx = """
        <Solution>
          <Folder Name="/src/">
            <File Path="README.md" />
            <Project Path="src/App/App.csproj" />
          </Folder>
          <Folder Name="/src/tests/">
            <Project Path="tests\\App.Tests\\App.Tests.csproj" />
          </Folder>
          <Project Path="build/_build.csproj" />
        </Solution>
        """;

    private const string Sln = """

        Microsoft Visual Studio Solution File, Format Version 12.00
        Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "App", "src\\App\\App.csproj", "{11111111-1111-1111-1111-111111111111}"
        EndProject
        Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "src", "src", "{22222222-2222-2222-2222-222222222222}"
        EndProject
        Global
        	GlobalSection(NestedProjects) = preSolution
        		{11111111-1111-1111-1111-111111111111} = {22222222-2222-2222-2222-222222222222}
        	EndGlobalSection
        EndGlobal
        """;

    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_only_solution_in_the_root_is_read_with_its_folders()
    {
        _fixture.Root.Write("App.slnx", Slnx);
        _fixture.Root.Write("src/Other.sln", Sln);

        Assert.Equal(
            """
            App App.slnx App.slnx
            all: _build=build/_build.csproj App=src/App/App.csproj App.Tests=tests/App.Tests/App.Tests.csproj
            in no folder: _build
            src: App; README.md; tests: App.Tests
            *.Tests: App.Tests
            found: tests/App.Tests App.Tests, none
            by id: none, _build App App.Tests

            """,
            await ShowAsync());
    }

    [Fact]
    public async Task The_old_format_is_read_too()
    {
        _fixture.Root.Write("App.sln", Sln);

        var shown = await ShowAsync();

        Assert.Contains("all: App=src/App/App.csproj\nin no folder: \nsrc: App; ; \n", shown);
        Assert.Contains("by id: App, App\n", shown);
    }

    [Fact]
    public async Task A_filter_selects_projects_of_a_solution_elsewhere()
    {
        _fixture.Root.Write("all/App.slnx", Slnx);
        _fixture.Root.Write("some.slnf", """{ "solution": { "path": "all\\App.slnx", "projects": ["src\\App\\App.csproj"] } }""");

        Assert.Contains("some some.slnf some.slnf\nall: App=all/src/App/App.csproj\n", await ShowAsync("--solution", "some.slnf"));
    }

    [Fact]
    public async Task Option_wins_over_file_over_the_only_one()
    {
        _fixture.Root.Write("App.slnx", Slnx);
        _fixture.Root.Write("b/B.slnx", Slnx);
        _fixture.Root.Write("b/C.slnx", Slnx);
        _fixture.Root.Write(".nuke/parameters.json", """{ "Solution": "b/B.slnx" }""");

        Assert.StartsWith("B b/B.slnx", await ShowAsync());
        Assert.StartsWith("C b/C.slnx", await ShowAsync("--solution", "b/C.slnx"));
    }

    [Fact]
    public async Task The_path_of_the_attribute_and_the_solution_of_a_component_are_found()
    {
        _fixture.Root.Write("A.slnx", Slnx);
        _fixture.Root.Write("b/B.slnx", Slnx);

        Assert.Contains("b/B.slnx from b/B.slnx", (await _fixture.RunAsync<Named>("Show")).Output);
        Assert.Contains("A.slnx of a component", (await _fixture.RunAsync<Component>("Show")).Output);
    }

    [Theory]
    [InlineData("", "", "There is no solution in ROOT for Solution.")]
    [InlineData("A.sln B.slnx", "", "There are 2 solutions in ROOT for Solution: A.sln, B.slnx.")]
    [InlineData("", "no.sln", "Solution ROOT/no.sln does not exist.")]
    [InlineData("", "no.slnf", "Solution ROOT/no.slnf does not exist.")]
    [InlineData("App.txt", "App.txt", "ROOT/App.txt is not a solution.")]
    [InlineData("Bad.slnx", "", "Solution ROOT/Bad.slnx, line 2 is not valid: ")]
    [InlineData("Bad.slnf", "Bad.slnf", "Solution ROOT/Bad.slnf, line 1 is not valid: ")]
    [InlineData("Bad.sln", "", "Solution ROOT/Bad.sln")]
    public async Task What_is_wrong_is_told_with_file_and_line_once_it_is_used(string files, string option, string message)
    {
        foreach (var file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            _fixture.Root.Write(file, "<Solution>\n  <Project\n");
        string[] arguments = option.Length > 0 ? ["--solution", option] : [];

        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync<Sample>(["Idle", .. arguments])).ExitCode);
        var result = await _fixture.RunAsync<Sample>(["Show", .. arguments]);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("Target Show failed: " + message.Replace("ROOT", _fixture.Root.Path), result.Output);
    }

    [Fact]
    public async Task A_filter_of_a_project_that_is_not_there_is_refused()
    {
        _fixture.Root.Write("App.slnx", Slnx);
        _fixture.Root.Write("some.slnf", """{ "solution": { "path": "App.slnx", "projects": ["gone.csproj"] } }""");

        Assert.Contains($"selects project {_fixture.Root["gone.csproj"]}, which", (await _fixture.RunAsync<Sample>("Show", "--solution", "some.slnf")).Output);
    }

    [Fact]
    public async Task It_is_a_parameter_in_the_help() =>
        Assert.Matches("--solution PATH +The solution +\\[PLIMSOLL_SOLUTION\\]", (await _fixture.RunAsync<Sample>("--help")).Output);

    [Fact]
    public async Task Properties_are_evaluated_by_MSBuild()
    {
        _fixture.Root.Write("App.slnx", """<Solution><Project Path="App.csproj" /><Project Path="Bad.csproj" /></Solution>""");
        _fixture.Root.Write("App.csproj", """
            <Project>
              <PropertyGroup>
                <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
                <OutputType>Exe</OutputType>
                <Mine>$(OutputType)-$(MSBuildProjectName)</Mine>
              </PropertyGroup>
            </Project>
            """);
        _fixture.Root.Write("Bad.csproj", "<Project>\n<Property");

        var result = await _fixture.RunAsync<Evaluating>("Evaluate");
        Assert.Contains("net8.0+net10.0 Exe Exe-App none", result.Output);
        Assert.Matches("Project .*Bad.csproj cannot be evaluated: .*Bad.csproj\\(2,.*error MSB4025", result.Output);
    }

    private async Task<string> ShowAsync(params string[] arguments)
    {
        var result = await _fixture.RunAsync<Sample>(["Show", .. arguments]);
        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        var output = result.Output[(result.Output.IndexOf('<') + 2)..];
        return output[..output.IndexOf('>')].Replace("\\", "/");
    }

    private sealed class Sample : PlimsollBuild
    {
        [Solution] readonly Solution Solution = null!;

        Target Idle => _ => _.Executes(() => Log.Information("idle"));

        Target Show => _ => _.Executes(() =>
        {
            string Names(IEnumerable<Project> projects) => string.Join(' ', projects.Select(p => p.Name));

            AbsolutePath path = Solution;
            string text = Solution;
            var tests = Solution.GetProject("App.Tests");
            Log.Information(string.Join('\n', [
                "<",
                $"{Solution.Name} {RootDirectory.GetRelativePathTo(path)} {Path.GetRelativePath(RootDirectory, text)}",
                "all: " + string.Join(' ', Solution.AllProjects.Select(p => $"{p.Name}={RootDirectory.GetRelativePathTo(p.Path)}")),
                "in no folder: " + Names(Solution.Projects),
                .. Solution.SolutionFolders.Select(f =>
                    $"{f}: {Names(f.Projects)}; {string.Join(' ', f.Items.Select(i => i.Name))}; {string.Join(' ', f.SolutionFolders.Select(s => $"{s}: {Names(s.Projects)}"))}"),
                "*.Tests: " + Names(Solution.GetAllProjects("*.Tests")),
                $"found: {(tests is null ? "none" : $"{RootDirectory.GetRelativePathTo(tests.Directory)} {Solution.GetProject(tests.Path)!.Name}")}, {Solution.GetProject("Tests")?.Name ?? "none"}",
                $"by id: {Solution.GetProject(Guid.Parse("11111111-1111-1111-1111-111111111111"))?.Name ?? "none"}, {string.Join(' ', Solution.AllProjects.Select(p => Solution.GetProject(p.ProjectId)!.Name))}",
                ">"]));
        });
    }

    private sealed class Named : PlimsollBuild
    {
        [Parameter("Which"), Solution("b/B.slnx")] readonly Solution Main = null!;

        Target Show => _ => _.Executes(() => Log.Information($"{RootDirectory.GetRelativePathTo(Main)} from b/{Main.FileName}"));
    }

    public interface IHasSolution : IPlimsollBuild
    {
        [Solution] Solution Solution => TryGetValue(() => Solution)!;

        Target Show => _ => _.Executes(() => Log.Information($"{Solution.FileName} of a component"));
    }

    private sealed class Component : PlimsollBuild, IHasSolution;

    private sealed class Evaluating : PlimsollBuild
    {
        [Solution] readonly Solution Solution = null!;

        Target Evaluate => _ => _.Executes(() =>
        {
            var app = Solution.GetProject("App")!;
            Log.Information($"{string.Join('+', app.GetTargetFrameworks())} {app.GetOutputType()} {app.GetProperty("Mine")} {app.GetProperty("Nothing") ?? "none"}");
            Solution.GetProject("Bad")!.GetProperty("Mine");
        });
    }
}

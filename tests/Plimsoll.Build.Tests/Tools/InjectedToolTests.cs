using Plimsoll.Build.Tools;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>Fields of a build that are tools.</summary>
public sealed class InjectedToolTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Tools_of_the_path_the_repository_npm_and_nuget_run()
    {
        Script("tools/local.sh", "echo local $1");
        Script("node_modules/.bin/tsc", "echo npm $1");
        Script("home/.nuget/packages/some.tool/2.0.0/tools/run", "echo nuget new");
        Script("home/.nuget/packages/some.tool/1.5.0/tools/run", "echo nuget $1");
        _fixture.Root.Write("build/Plimsoll.Build.Tests.csproj", """<Project><ItemGroup><PackageDownload Include="Some.Tool" Version="[1.5.0]" /></ItemGroup></Project>""");
        _fixture.Environment["HOME"] = _fixture.Root["home"];

        var result = await _fixture.RunAsync<ToolBuild>("RunAll");

        Assert.True(result.ExitCode == ExitCode.Done, result.Output + result.Error);
        Assert.Contains("\npath 1\nother 2\nlocal 3\nnpm 4\nnuget 5\n", string.Join('\n', result.Output.Split('\n').Where(line => !line.StartsWith("> ", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_variable_names_another_file()
    {
        _fixture.Environment["ECHO_EXE"] = Script("mine", "echo mine $@");

        var result = await _fixture.RunAsync<ToolBuild>("OnlyPath");

        Assert.Contains("mine path 1\n", result.Output);
    }

    [Fact]
    public async Task A_tool_that_is_missing_is_an_error_only_of_the_target_that_requires_it()
    {
        var unaffected = await _fixture.RunAsync<ToolBuild>("OnlyPath");
        Assert.Equal(ExitCode.Done, unaffected.ExitCode);

        var result = await _fixture.RunAsync<ToolBuild>("NeedsMissing");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Equal("", result.Ran);
        Assert.Contains("NeedsMissing requires Missing: Command 'no-such-tool' was not found. Install it, or put its directory on PATH.", result.Error);
        Assert.Contains($"NeedsMissing requires Local: Tool {_fixture.Root["tools/local.sh"]} does not exist.", result.Error);
    }

    [Fact]
    public async Task A_tool_that_is_missing_and_not_required_fails_where_it_runs()
    {
        var result = await _fixture.RunAsync<ToolBuild>("UsesMissing");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("Command 'no-such-tool' was not found.", result.Output);
    }

    [Fact]
    public async Task A_member_of_another_type_is_named()
    {
        var result = await _fixture.RunAsync<WrongBuild>("Nothing");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("WrongBuild.Git has an attribute for a tool, but is a String.", result.Error);
    }

    private string Script(string path, string line)
    {
        var file = _fixture.Root.Write(path, $"#!/bin/sh\n{line}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return file;
    }

    private sealed class ToolBuild : PlimsollBuild
    {
        [PathVariable]
        private readonly Tool Echo = null!;

        [PathExecutable("echo")]
        private readonly Tool Other = null!;

        [LocalPath("tools/local.cmd", "tools/local.sh")]
        private readonly Tool Local = null!;

        [NpmPackage("typescript", "tsc")]
        private readonly Tool Tsc = null!;

        [PathVariable("no-such-tool")]
        private readonly Tool Missing = null!;

        [NuGetPackage("Some.Tool", "run.exe|run")]
        private Tool Packaged { get; } = null!;

        private Target RunAll => _ => _.Requires(() => Echo, () => Local).Requires(() => Packaged).Executes(() =>
        {
            Echo($"path {1}");
            Other("other 2");
            Local("3");
            Tsc.Invoke("4", workingDirectory: RootDirectory);
            Packaged("5");
        });

        private Target OnlyPath => _ => _.Executes(() => Echo("path 1"));

        private Target NeedsMissing => _ => _.DependsOn(OnlyPath).Requires(() => Missing).Requires(() => Local).Executes(() => Missing(""));

        private Target UsesMissing => _ => _.Executes(() => Missing(""));
    }

    private sealed class WrongBuild : PlimsollBuild
    {
        [PathVariable]
        private readonly string Git = "";

        private Target Nothing => _ => _.Executes(() => Log.Information(Git));
    }
}

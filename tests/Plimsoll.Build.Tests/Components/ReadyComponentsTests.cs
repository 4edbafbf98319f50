using Plimsoll.Build.Components;
using Plimsoll.Build.Tools;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Components;

/// <summary>The components that builds of NUKE implement, with a <c>dotnet</c> that only writes down what it is called with.</summary>
public sealed class ReadyComponentsTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public ReadyComponentsTests()
    {
        _fixture.Root.Write("App.slnx", """<Solution><Project Path="src/App/App.csproj" /><Project Path="tests/App.Tests/App.Tests.csproj" /><Project Path="tests/Other.Tests/Other.Tests.csproj" /></Solution>""");
        _fixture.Root.Write("CHANGELOG.md", "# Changes\n\n## [vNext]\n\n## [1.2.0] - 2026-05-19\n\n- `One`, and more\n  * two\n\n## 1.1.0\n\n- three\n\n[1.2.0]: https://example.com\n");
        _fixture.Root.Write("bin/dotnet", $$"""
            #!/bin/sh
            printf '%s|' "$@" >> '{{Log}}'
            echo >> '{{Log}}'
            mkdir -p artifacts/test-results artifacts/packages
            [ "$1" = pack ] && : > artifacts/packages/App.1.2.3.nupkg
            if [ "$1" = test ]; then
              printf '<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results><UnitTestResult outcome="Passed" /><UnitTestResult outcome="NotExecuted" /><UnitTestResult outcome="Failed" /></Results></TestRun>' > artifacts/test-results/App.Tests.trx
              printf '<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results><UnitTestResult outcome="Passed" /></Results>' > artifacts/test-results/Other.Tests.trx
              case "$2" in *Failing*) exit 1;; esac
            fi
            exit 0
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_fixture.Root["bin/dotnet"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _fixture.Environment["PATH"] = $"{_fixture.Root["bin"]}:{_fixture.Environment["PATH"]}";
    }

    private string Log => _fixture.Root["calls.txt"];

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_build_of_components_restores_compiles_tests_packs_and_pushes()
    {
        var result = await _fixture.RunAsync<Sample>("Publish", "--nuget-api-key", "s3cr3t");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        var root = _fixture.Root.Path;
        Assert.Equal(
            $"""
            restore|{root}/App.slnx|--nologo|--ignore-failed-sources|
            build|{root}/App.slnx|--nologo|-p:AssemblyVersion=1.2.0.0|-p:FileVersion=1.2.3.0|-p:InformationalVersion=1.2.3+abc|-p:TreatWarningsAsErrors=true|--configuration|Debug|--no-restore|
            publish|{root}/src/App/App.csproj|--nologo|-p:AssemblyVersion=1.2.0.0|-p:FileVersion=1.2.3.0|-p:InformationalVersion=1.2.3+abc|--configuration|Debug|--framework|net10.0|--no-build|
            test|{root}/tests/App.Tests/App.Tests.csproj|--nologo|--configuration|Debug|--no-build|--filter|Fast|--logger|trx;LogFileName=App.Tests.trx|--results-directory|{root}/artifacts/test-results|
            test|{root}/tests/Other.Tests/Other.Tests.csproj|--nologo|--configuration|Debug|--no-build|--filter|Fast|--logger|trx;LogFileName=Other.Tests.trx|--results-directory|{root}/artifacts/test-results|
            pack|{root}/App.slnx|--nologo|-p:Version=1.2.3|-p:PackageReleaseNotes=• One%2C and more
              • two|--configuration|Debug|--output|{root}/artifacts/packages|--no-build|
            nuget|push|{root}/artifacts/packages/App.1.2.3.nupkg|--source|https://api.nuget.org/v3/index.json|--api-key|s3cr3t|--skip-duplicate|
            """.ReplaceLineEndings("\n"),
            File.ReadAllText(Log).TrimEnd('\n'));
        Assert.Matches("Compile +Succeeded .* Version: 1.2.3", result.Output);
        Assert.Matches("Test +Succeeded .* Failed: 1, Passed: 2, Skipped: 1", result.Output);
        Assert.Matches("Pack +Succeeded .* Packages: 1", result.Output);
    }

    [Fact]
    public async Task Coverage_is_collected_where_it_is_reported_or_on_a_server()
    {
        Assert.DoesNotContain("CollectCoverage", await CallsAsync("Test"));
        var calls = await CallsAsync("ReportCoverage");
        Assert.Contains("|-p:CollectCoverage=true|", calls);
        Assert.Contains($"|-p:CoverletOutput={_fixture.Root.Path}/artifacts/test-results/App.Tests.xml|", calls);

        _fixture.Environment["TF_BUILD"] = "True";
        var result = await _fixture.RunAsync<Sample>("Test");
        Assert.Contains("-p:UseSourceLink=true", File.ReadAllText(Log));
        Assert.Contains("|--configuration|Release|", File.ReadAllText(Log));
        Assert.Contains($"##vso[results.publish type=VSTest;runTitle=App.Tests;resultFiles={_fixture.Root.Path}/artifacts/test-results/App.Tests.trx;]", result.Output);
    }

    [Fact]
    public async Task Failing_tests_of_one_project_do_not_hide_those_of_the_others()
    {
        _fixture.Root.Write("App.slnx", """<Solution><Project Path="tests/Failing.Tests/Failing.Tests.csproj" /><Project Path="tests/Other.Tests/Other.Tests.csproj" /></Solution>""");

        var result = await _fixture.RunAsync<Tests>("Test");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("Other.Tests", File.ReadAllText(Log));
        Assert.Matches("Test +Failed .*Failed: 1, Passed: 2, Skipped: 1", result.Output);
    }

    [Fact]
    public async Task Results_of_an_earlier_run_are_not_counted()
    {
        _fixture.Root.Write("artifacts/test-results/Gone.Tests.trx", """<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results><UnitTestResult outcome="Failed" /></Results></TestRun>""");

        Assert.Matches("Test +Succeeded .*Failed: 1, Passed: 2, Skipped: 1", (await _fixture.RunAsync<Tests>("Test")).Output);
    }

    [Fact]
    public async Task Without_a_project_of_tests_there_is_a_warning()
    {
        _fixture.Root.Write("App.slnx", """<Solution><Project Path="src/App/App.csproj" /></Solution>""");

        var result = await _fixture.RunAsync<Tests>("Test");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("No project with tests was found", result.Output + result.Error);
    }

    [Fact]
    public async Task Parameters_of_components_are_in_the_help()
    {
        var help = (await _fixture.RunAsync<Sample>("--help")).Output;

        foreach (var option in (string[])["--solution PATH", "--configuration Debug|Release", "--nuget-api-key TEXT", "--nuget-source TEXT", "--ignore-failed-sources"])
            Assert.Contains(option, help);
        Assert.Contains("Publish requires --nuget-api-key", (await _fixture.RunAsync<Sample>("Publish")).Error);
    }

    [Fact]
    public void Notes_are_those_of_the_newest_section_or_of_a_named_one()
    {
        var file = _fixture.Root["CHANGELOG.md"];

        Assert.Equal(["- `One`, and more", "  * two"], ChangelogTasks.ExtractChangelogSectionNotes(file));
        Assert.Equal(["- three"], ChangelogTasks.ExtractChangelogSectionNotes(file, "1.1.0"));
        Assert.Equal("• One, and more\n  • two", ChangelogTasks.GetNuGetReleaseNotes(file));
        Assert.Throws<BuildException>(() => ChangelogTasks.ExtractChangelogSectionNotes(file, "9.9.9"));
        Assert.Throws<BuildException>(() => ChangelogTasks.GetNuGetReleaseNotes(_fixture.Root["no.md"]));
    }

    private async Task<string> CallsAsync(params string[] arguments)
    {
        File.Delete(Log);
        await _fixture.RunAsync<Sample>(arguments);
        return File.ReadAllText(Log);
    }

    /// <summary>Commands are looked up where the fixture's environment says, not the machine's.</summary>
    private abstract class Scripted : PlimsollBuild
    {
        protected override void OnBuildInitialized() => EnvironmentInfo.SetVariable("PATH", EnvironmentVariables["PATH"]);
    }

    private sealed class Sample : Scripted, Build.Components.IPublish, IReportCoverage, IHazChangelog, IHazVersionNumbers
    {
        public bool CreateCoverageHtmlReport => false;

        public bool ReportToCodecov => false;

        public VersionNumbers VersionNumbers => new("1.2.3", "1.2.3", "1.2.0.0", "1.2.3.0", "1.2.3+abc");

        Solution Solution => ((IHazSolution)this).Solution;

        public Configure<DotNetRestoreSettings> RestoreSettings => _ => _.EnableIgnoreFailedSources();

        public Configure<DotNetBuildSettings> CompileSettings => _ => _.EnableTreatWarningsAsErrors();

        IEnumerable<(Project Project, string Framework)> Build.Components.ICompile.PublishConfigurations => [(Solution.GetProject("App")!, "net10.0")];

        public Configure<DotNetTestSettings> TestSettings => _ => _.SetFilter("Fast");

        public Configure<DotNetNuGetPushSettings> PackagePushSettings => _ => _.EnableSkipDuplicate();
    }

    private sealed class Tests : Scripted, ITest;
}

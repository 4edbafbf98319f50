using System;
using System.Collections.Generic;
using System.Linq;
using Nuke.Common;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.IO;
using Nuke.Common.ProjectModel;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Nuke.Common.Tools.NuGet;
using Nuke.Common.Tools.ReportGenerator;
using Nuke.Common.Utilities.Collections;
using static Nuke.Common.Tools.DotNet.DotNetTasks;
using static Nuke.Common.Tools.NuGet.NuGetTasks;
using static Nuke.Common.Tools.ReportGenerator.ReportGeneratorTasks;
using static Serilog.Log;

/// <summary>Every framework of every test project is tested, with one report of what the tests cover.</summary>
[UnsetVisualStudioEnvironmentVariables]
[DotNetVerbosityMapping]
class Build : NukeBuild
{
    public static int Main() => Execute<Build>(x => x.SpellCheck, x => x.Push);

    GitHubActions GitHubActions => GitHubActions.Instance;

    string BranchSpec => GitHubActions?.Ref;

    string BuildNumber => GitHubActions?.RunNumber.ToString();

    string PullRequestBase => GitHubActions?.IsPullRequest == true ? GitHubActions.BaseRef : null;

    [Parameter("The key to push to NuGet")]
    [Secret]
    readonly string NuGetApiKey;

    [Solution] readonly Solution Solution;

    readonly Configuration Configuration = Configuration.Release;

    AbsolutePath ArtifactsDirectory => RootDirectory / "Artifacts";

    AbsolutePath TestResultsDirectory => RootDirectory / "TestResults";

    string SemVer;

    Project[] Specs => Solution.AllProjects.Where(project => project.Name.EndsWith(".Specs")).ToArray();

    Target Clean => _ => _
        .OnlyWhenDynamic(() => RunAllTargets || HasSourceChanges)
        .Executes(() =>
        {
            ArtifactsDirectory.CreateOrCleanDirectory();
            TestResultsDirectory.CreateOrCleanDirectory();
        });

    Target CalculateVersion => _ => _
        .Executes(() =>
        {
            SemVer = "2.3.0";
            if (PullRequestBase is not null)
            {
                Information("Branch spec {BranchSpec} is a pull request to {Base}. Adding build number {BuildNumber}", BranchSpec, PullRequestBase, BuildNumber);
                SemVer = string.Join('.', SemVer.Split('.').Take(3).Union(new[] { BuildNumber }));
            }

            Information("SemVer = {SemVer}", SemVer);
        });

    bool RunAllTargets => string.IsNullOrWhiteSpace(PullRequestBase);

    bool HasSourceChanges => Changes.Any(file => file.EndsWith(".cs"));

    string[] Changes => Array.Empty<string>();

    Target Restore => _ => _
        .DependsOn(Clean)
        .Executes(() =>
        {
            DotNetRestore(s => s
                .SetProjectFile(Solution)
                .EnableNoCache()
                .SetConfigFile(RootDirectory / "nuget.config"));
        });

    Target Compile => _ => _
        .DependsOn(Restore)
        .DependsOn(CalculateVersion)
        .Executes(() =>
        {
            ReportSummary(s => s.WhenNotNull(SemVer, (summary, semVer) => summary.AddPair("Version", semVer)));

            DotNetBuild(s => s
                .SetProjectFile(Solution)
                .SetConfiguration(Configuration)
                .When(_ => EnvironmentInfo.IsLinux, _ => _.SetFramework("net10.0"))
                .EnableNoLogo()
                .EnableNoRestore()
                .SetVersion(SemVer)
                .SetAssemblyVersion("2.3.0.0")
                .SetFileVersion("2.3.0.0")
                .SetInformationalVersion(SemVer));
        });

    Target UnitTests => _ => _
        .DependsOn(Compile)
        .Executes(() =>
        {
            var combinations =
                from project in Specs
                let frameworks = project.GetTargetFrameworks()
                let supported = EnvironmentInfo.IsWin ? frameworks : frameworks.Except(new[] { "net47" })
                from framework in supported
                select new { project, framework };

            DotNetTest(s => s
                    .SetConfiguration(Configuration)
                    .EnableNoBuild()
                    .SetDataCollector("XPlat Code Coverage")
                    .SetResultsDirectory(TestResultsDirectory)
                    .SetFilter("Category!=Slow")
                    .SetProcessEnvironmentVariable("DOTNET_CLI_UI_LANGUAGE", "en-US")
                    .AddProcessAdditionalArguments("--", "RunConfiguration.TreatNoTestsAsError=true")
                    .CombineWith(combinations, (settings, v) => settings
                        .SetProjectFile(v.project)
                        .SetFramework(v.framework)
                        .AddLoggers($"trx;LogFileName={v.project.Name}_{v.framework}.trx")),
                completeOnFailure: true);

            ReportTestOutcome(globFilters: "*.trx");
        });

    static string[] Outcomes(AbsolutePath path) => path.ReadAllText().Split("outcome=", StringSplitOptions.RemoveEmptyEntries);

    void ReportTestOutcome(params string[] globFilters)
    {
        var resultFiles = TestResultsDirectory.GlobFiles(globFilters);
        Assert.NotEmpty(resultFiles, "No test has run.");
        var failed = resultFiles.SelectMany(Outcomes).Count(text => text.StartsWith("\"Failed\""));
        ReportSummary(conf => conf.AddPair("Failed", failed));
        if (failed > 0)
            Error("{Failed} tests failed", failed);
    }

    Target CodeCoverage => _ => _
        .DependsOn(UnitTests)
        .OnlyWhenDynamic(() => RunAllTargets || HasSourceChanges)
        .Executes(() =>
        {
            ReportGenerator(s => s
                .SetFramework("net8.0")
                .AddReports(TestResultsDirectory / "**" / "coverage.cobertura.xml")
                .AddReportTypes(
                    ReportTypes.lcov,
                    ReportTypes.HtmlInline_AzurePipelines_Dark)
                .AddFileFilters("-*.g.cs")
                .SetTargetDirectory(TestResultsDirectory / "reports")
                .SetAssemblyFilters("+Core", "+Tool"));

            var link = TestResultsDirectory / "reports" / "index.html";
            Information($"Code coverage report: \x1b]8;;file://{link.ToString().Replace('\\', '/')}\x1b\\{link}\x1b]8;;\x1b\\");
        });

    Target Pack => _ => _
        .DependsOn(UnitTests)
        .DependsOn(CodeCoverage)
        .DependsOn(CalculateVersion)
        .Executes(() =>
        {
            ReportSummary(s => s.WhenNotNull(SemVer, (c, semVer) => c.AddPair("Packed version", semVer)));

            Solution.AllProjects
                .Where(project => project.GetOutputType() != "Exe" && !project.Name.EndsWith(".Specs"))
                .ForEach(project => DotNetPack(s => s
                    .SetProject(project)
                    .SetOutputDirectory(ArtifactsDirectory)
                    .SetConfiguration(Configuration == Configuration.Debug ? "Debug" : "Release")
                    .EnableNoBuild()
                    .EnableContinuousIntegrationBuild()
                    .SetVersion(SemVer)));

            if (EnvironmentInfo.IsWin)
                NuGetPack(s => s
                    .SetTargetPath(RootDirectory / "Legacy.nuspec")
                    .SetOutputDirectory(ArtifactsDirectory)
                    .SetVersion(SemVer));
        });

    Target Push => _ => _
        .DependsOn(Pack)
        .OnlyWhenDynamic(() => IsTag)
        .ProceedAfterFailure()
        .Executes(() =>
        {
            var packages = ArtifactsDirectory.GlobFiles("*.nupkg");
            Assert.NotEmpty(packages);

            DotNetNuGetPush(s => s
                .SetApiKey(NuGetApiKey)
                .EnableSkipDuplicate()
                .SetSource("https://api.nuget.org/v3/index.json")
                .EnableNoSymbols()
                .CombineWith(packages, (v, path) => v.SetTargetPath(path)));
        });

    Target SpellCheck => _ => _
        .OnlyWhenStatic(() => IsLocalBuild)
        .Executes(() => DotNet("cspell .", workingDirectory: RootDirectory));

    bool IsTag => BranchSpec != null && BranchSpec.Contains("refs/tags", StringComparison.OrdinalIgnoreCase);
}

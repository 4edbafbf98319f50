using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Nuke.Common;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Execution;
using Nuke.Common.Git;
using Nuke.Common.IO;
using Nuke.Common.ProjectModel;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Nuke.Common.Tools.SonarScanner;
using Nuke.Common.Utilities.Collections;
using Serilog;
using static Nuke.Common.Tools.DotNet.DotNetTasks;
using static Nuke.Common.Tools.SonarScanner.SonarScannerTasks;

/// <summary>Many projects in one repository: tests in partitions, services that are chosen, an analysis of all.</summary>
[GitHubActions(
    "pull-request",
    GitHubActionsImage.UbuntuLatest,
    OnPullRequestBranches = ["main"],
    InvokedTargets = [nameof(Test)],
    PublishArtifacts = true,
    CacheKeyFiles = ["**/global.json", "**/*.csproj"],
    ImportSecrets = [nameof(SonarToken)])]
sealed partial class Build : NukeBuild
{
    public static int Main() => Execute<Build>(x => x.PublishServices);

    [Parameter("Configuration to build")] readonly Configuration Configuration = IsLocalBuild ? Configuration.Debug : Configuration.Release;
    [Parameter("Services to publish")] readonly string[] Services = [];
    [Parameter("Frameworks to test")] readonly string Framework = "net10.0";
    [Parameter("How much the commands print")] readonly DotNetVerbosity BuildVerbosity = DotNetVerbosity.minimal;
    [Parameter("Address of the analysis")] readonly Uri SonarHost = new("https://sonarcloud.io");
    [Parameter, Secret] readonly string SonarToken;
    [Parameter] readonly bool SkipSlow;
    [Parameter] readonly int? Shard;

    [Solution(GenerateProjects = true)] readonly Solution Solution;
    [GitRepository] readonly GitRepository Repository;

    AbsolutePath Results => RootDirectory / "results";
    AbsolutePath Published => Solution.Directory / "published";

    IEnumerable<Project> TestProjects => Partition.GetCurrent(Solution.GetAllProjects("*.Tests"));

    Target Begin => _ => _
        .Before(Compile)
        .OnlyWhenStatic(() => SonarToken != null)
        .Executes(() =>
        {
            SonarScannerBegin(s => s
                .SetFramework("net8.0")
                .SetProjectKey("mono")
                .SetServer(SonarHost.ToString())
                .SetToken(SonarToken)
                .SetBranchName(Repository.Branch)
                .SetProcessAdditionalArguments("/d:sonar.scanner.scanAll=false"));
        });

    Target Restore => _ => _
        .Executes(() => DotNetRestore(_ => _
            .SetProjectFile(Solution)
            .SetVerbosity(BuildVerbosity)));

    Target Compile => _ => _
        .DependsOn(Restore)
        .Executes(() => DotNetBuild(_ => _
            .SetProjectFile(Solution)
            .SetConfiguration(Configuration)
            .SetVerbosity(BuildVerbosity)
            .SetProperty("Shard", Shard)
            .EnableNoRestore()));

    Configure<DotNetTestSettings> TestSettings => _ => _
        .SetConfiguration(Configuration)
        .SetFramework(Framework)
        .SetResultsDirectory(Results)
        .When(_ => SkipSlow, _ => _.SetFilter("Category!=Slow"))
        .EnableNoBuild();

    Target Test => _ => _
        .DependsOn(Compile)
        .Partition(2)
        .Produces(Results / "*.trx")
        .Executes(() =>
        {
            DotNetTest(_ => _
                    .Apply(TestSettings)
                    .CombineWith(TestProjects, (_, project) => _
                        .SetProjectFile(project)
                        .AddLoggers($"trx;LogFileName={project.Name}.trx")),
                degreeOfParallelism: 2,
                completeOnFailure: true);
        });

    Target End => _ => _
        .After(Test)
        .AssuredAfterFailure()
        .OnlyWhenStatic(() => SonarToken != null)
        .Executes(() => SonarScannerEnd(_ => _.SetToken(SonarToken).SetFramework("net8.0")));

    Target Analyse => _ => _
        .DependsOn(Begin, Test, End);

    Target PublishServices => _ => _
        .DependsOn(Test)
        .Requires(() => Services)
        .Executes(() =>
        {
            var projects = new[] { Solution.Orders_Api, Solution.Payments_Worker }
                .Where(x => Services.Any(service => x.Name.StartsWith(service)))
                .ToList();
            Assert.NotEmpty(projects, "No service has that name");

            DotNetPublish(_ => _
                .SetConfiguration(Configuration)
                .EnableNoRestore()
                .CombineWith(projects, (_, project) => _
                    .SetProject(project.Path)
                    .SetOutput(Published / project.Name)
                    .SetProperty("Folder", project.Directory)));
        });

    Target Notify => _ => _
        .TriggeredBy(PublishServices)
        .OnlyWhenDynamic(() => GitHubActions.Instance != null && GitHubActions.Instance.IsPullRequest)
        .Executes(async () =>
        {
            await Task.Yield();
            Log.Information("Pull request into {Base}, run {Run}", GitHubActions.Instance.BaseRef, GitHubActions.Instance.RunNumber);
        });

    protected override void OnBuildFinished()
    {
        if (FailedTargets.Contains(Test))
            Log.Error("Tests have failed in {Directory}", Results);
    }
}

using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Components;

/// <summary>Gives a build the target <c>Test</c>.</summary>
public interface ITest : ICompile, IHazArtifacts
{
    /// <summary>Where the results go; the default is <c>test-results</c> in the artifacts.</summary>
    AbsolutePath TestResultDirectory => ArtifactsDirectory / "test-results";

    /// <summary>How many projects are tested at the same time; the default is 1.</summary>
    int TestDegreeOfParallelism => 1;

    /// <summary>The projects with tests; the default are those whose names end in <c>.Tests</c>.</summary>
    IEnumerable<Project> TestProjects => Solution.GetAllProjects("*.Tests");

    /// <summary>Runs the tests, of all projects even if some fail.</summary>
    Target Test => _ => _
        .DependsOn(Compile)
        .Executes(() =>
        {
            var projects = TestProjects.ToList();
            if (projects.Count == 0)
            {
                Log.Warning("No project with tests was found, so nothing was tested.");
                return;
            }

            // What an earlier run left is no result of this one.
            TestResultDirectory.GlobFiles("*.trx").DeleteFiles();
            try
            {
                DotNetTasks.DotNetTest(
                    _ => _
                        .Apply(TestSettingsBase)
                        .Apply(TestSettings)
                        .CombineWith(projects, (_, project) => _
                            .Apply(TestProjectSettingsBase, project)
                            .Apply(TestProjectSettings, project)),
                    completeOnFailure: true,
                    degreeOfParallelism: TestDegreeOfParallelism);
            }
            finally
            {
                try
                {
                    ReportTestResults();
                    ReportTestCount();
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    // It must not take the place of the failure of a test.
                    Log.Warning("The results of the tests cannot be read: {Reason}", exception.Message);
                }
            }
        });

    /// <summary>What the component sets for all projects.</summary>
    sealed Configure<DotNetTestSettings> TestSettingsBase => _ => _
        .SetConfiguration(Configuration)
        .SetNoBuild(SucceededTargets.Contains(Compile))
        .ResetVerbosity()
        .SetResultsDirectory(TestResultDirectory)
        .When(IsCoverageWanted, _ => _
            .SetProperty("CollectCoverage", true)
            .SetProperty("CoverletOutputFormat", "cobertura")
            .SetProperty("ExcludeByFile", "*.Generated.cs")
            .When(IsServerBuild, _ => _.SetProperty("UseSourceLink", true)));

    /// <summary>What the component sets for one project.</summary>
    sealed Configure<DotNetTestSettings, Project> TestProjectSettingsBase => (_, project) => _
        .SetProjectFile(project)
        .AddLoggers($"trx;LogFileName={project.Name}.trx")
        .When(IsCoverageWanted, _ => _.SetProperty("CoverletOutput", TestResultDirectory / $"{project.Name}.xml"));

    /// <summary>What a build changes for all projects; the default is nothing.</summary>
    Configure<DotNetTestSettings> TestSettings => _ => _;

    /// <summary>What a build changes for one project; the default is nothing.</summary>
    Configure<DotNetTestSettings, Project> TestProjectSettings => (settings, _) => settings;

    private bool IsCoverageWanted => IsServerBuild || (this is IReportCoverage coverage && InvokedTargets.Contains(coverage.ReportCoverage));

    /// <summary>Hands the results over to Azure Pipelines, where that runs the build.</summary>
    void ReportTestResults()
    {
        if (!EnvironmentVariables.ContainsKey("TF_BUILD"))
            return;
        foreach (var file in TestResultDirectory.GlobFiles("*.trx"))
            Log.ServerCommand($"##vso[results.publish type=VSTest;runTitle={Escape(file.NameWithoutExtension)};resultFiles={Escape(file)};]");

        static string Escape(string text) => text.Replace("%", "%AZP25").Replace("\r", "%0D").Replace("\n", "%0A").Replace("]", "%5D").Replace(";", "%3B");
    }

    /// <summary>Adds to the summary how many tests passed, failed and were skipped.</summary>
    void ReportTestCount()
    {
        var count = TestOutcomes.Count(TestResultDirectory.GlobFiles("*.trx"));
        ReportSummary(_ =>
        {
            if (count.Failed > 0)
                _.AddPair("Failed", count.Failed);
            _.AddPair("Passed", count.Passed);
            return count.Skipped > 0 ? _.AddPair("Skipped", count.Skipped) : _;
        });
    }
}

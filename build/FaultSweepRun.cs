using System.Globalization;
using Plimsoll.Build;
using Plimsoll.Build.Tools;

/// <summary>The tests that break every request of every operation, in their long form; prints their tables.</summary>
/// <param name="build">The build.</param>
/// <param name="configuration">The configuration that was compiled.</param>
/// <param name="step">At every how many bytes requests and answers break too, or <c>null</c>.</param>
sealed class FaultSweepRun(IPlimsollBuild build, string configuration, int? step)
{
    private AbsolutePath Report => build.RootDirectory / "artifacts" / "fault-sweep.txt";

    public void Execute()
    {
        File.Delete(Report);
        var project = build.RootDirectory / "tests" / "Plimsoll.IntegrationTests";
        var result = build.Run("dotnet", ["test", project, "--configuration", configuration, "--no-build", "--nologo", "--filter", "FullyQualifiedName~FaultSweepTests"], new ProcessOptions
        {
            AllowAnyExitCode = true,
            Environment = new Dictionary<string, string?>
            {
                ["PLIMSOLL_TEST_SWEEP"] = step?.ToString(CultureInfo.InvariantCulture) ?? "all",
                ["PLIMSOLL_TEST_SWEEP_REPORT"] = Report,
            },
        });
        if (!File.Exists(Report))
            throw new BuildException(1, "No fault was swept: FaultSweepTests did not run.");
        build.Log.Information("{Tables}", File.ReadAllText(Report));
        if (result.ExitCode != 0)
            throw new BuildException(1, $"A fault had a wrong outcome: {Report} lists each.");
    }
}

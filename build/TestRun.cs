using System.Xml.Linq;
using Plimsoll.Build;
using Plimsoll.Build.Tools;

/// <summary>
/// One run of all test projects. What the tests need and the machine lacks is installed where that is possible; the
/// last line counts the tests of all projects.
/// </summary>
sealed class TestRun(IPlimsollBuild build, AbsolutePath solution, string configuration, string? filter, AbsolutePath tool)
{
    /// <summary>The servers and peers that the tests start, and the Debian packages they are in.</summary>
    private static readonly (string Command, string Package)[] Requirements =
    [
        ("git", "git"),
        ("docker-registry", "docker-registry"),
        ("dockerd", "docker.io"),
        ("skopeo", "skopeo"),
        ("podman", "podman"),
        ("chromium", "chromium"),
    ];

    private AbsolutePath Results => build.RootDirectory / "artifacts" / "test-results";

    public void Execute()
    {
        InstallWhatIsMissing();
        Results.CreateOrCleanDirectory();
        List<string> arguments = ["test", solution, "--configuration", configuration, "--no-build", "--nologo", "--logger", "trx", "--results-directory", Results];
        if (filter is not null)
            arguments.AddRange(["--filter", filter]);

        var result = build.Run("dotnet", arguments, new ProcessOptions
        {
            AllowAnyExitCode = true,
            Environment = new Dictionary<string, string?>
            {
                // A snapshot that is missing fails the test rather than being written.
                ["SNAPSHOOTER_STRICT_MODE"] = "true",
                ["PLIMSOLL_TEST_COMMAND"] = tool,
            },
        });

        var (passed, failed, skipped) = Count();
        File.WriteAllText(Results / "summary.txt", $"{passed} passed, {failed} failed, {skipped} skipped\n");
        build.ReportSummary(summary => summary.AddPair("passed", passed).AddPair("failed", failed).AddPair("skipped", skipped));
        if (result.ExitCode != 0 || failed > 0 || passed == 0)
            throw new BuildException(1, passed == 0 ? "No test ran." : $"{failed} of {passed + failed} tests failed.");
    }

    private (int Passed, int Failed, int Skipped) Count()
    {
        var counters = Directory.EnumerateFiles(Results, "*.trx", SearchOption.AllDirectories)
            .Select(file => XDocument.Load(file).Descendants().First(element => element.Name.LocalName == "Counters"))
            .ToList();

        // "notExecuted" stays 0 whatever was skipped.
        int Sum(string name) => counters.Sum(counter => (int)counter.Attribute(name)!);
        return (Sum("passed"), Sum("failed") + Sum("error") + Sum("timeout") + Sum("aborted"), Sum("total") - Sum("executed"));
    }

    private void InstallWhatIsMissing()
    {
        var missing = Requirements.Where(requirement => !IsOnPath(requirement.Command)).Select(requirement => requirement.Package).ToList();
        if (missing.Count == 0)
            return;

        var canInstall = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && IsOnPath("apt-get");
        if (!canInstall)
            throw new BuildException(1, $"The tests need these Debian packages, which are not installed: {string.Join(", ", missing)}.", $"Install them: sudo apt-get install {string.Join(' ', missing)}");

        build.Log.Information("Installing {0}", string.Join(", ", missing));
        var quiet = new ProcessOptions { LogOutput = false, Environment = new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" } };
        build.Run("apt-get", ["update", "--quiet"], quiet);
        build.Run("apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", .. missing], quiet);
    }

    /// <summary>dockerd is in a folder that only root's path holds.</summary>
    private static bool IsOnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, command)));
}

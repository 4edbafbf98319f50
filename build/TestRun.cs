using System.Xml.Linq;
using Plimsoll.Build;
using Plimsoll.Build.Tools;

/// <summary>
/// One run of all test projects. What the tests need and the machine lacks is installed where that is possible; the
/// last line counts the tests of all projects.
/// </summary>
sealed class TestRun(IPlimsollBuild build, AbsolutePath solution, string configuration, string? filter, AbsolutePath tool, AbsolutePath packages)
{
    /// <summary>The servers and peers that the tests start.</summary>
    private static readonly (string Command, string Package)[] Requirements =
    [
        ("git", "git"),
        ("docker-registry", "docker-registry"),
        ("dockerd", "docker.io"),
        ("skopeo", "skopeo"),
        ("podman", "podman"),
        ("chromium", "chromium"),
        ("curl", "curl"),
        ("openssl", "openssl"),
    ];

    private AbsolutePath Results => build.RootDirectory / "artifacts" / "test-results";

    public void Execute()
    {
        DebianPackages.Install(build, Requirements);
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
                // Nothing here runs long enough to earn what the profile costs.
                ["DOTNET_TieredPGO"] = "0",
                ["PLIMSOLL_TEST_COMMAND"] = tool,
                ["PLIMSOLL_TEST_PACKAGES"] = packages,
            },
        });

        var reports = Directory.EnumerateFiles(Results, "*.trx", SearchOption.AllDirectories).Select(XDocument.Load).ToList();
        var (passed, failed, skipped) = Count(reports);
        var failures = reports.SelectMany(Failures).Order(StringComparer.Ordinal).ToList();
        File.WriteAllText(Results / "summary.txt", $"{passed} passed, {failed} failed, {skipped} skipped\n");
        File.WriteAllLines(Results / "failures.txt", failures);
        build.ReportSummary(summary => summary.AddPair("passed", passed).AddPair("failed", failed).AddPair("skipped", skipped));
        if (result.ExitCode != 0 || failed > 0 || passed == 0)
            throw new BuildException(1, passed == 0 ? "No test ran." : string.Join(Environment.NewLine, [$"{failed} of {passed + failed} tests failed.", .. failures]));
    }

    private static (int Passed, int Failed, int Skipped) Count(IEnumerable<XDocument> reports)
    {
        var counters = reports.Select(report => Elements(report, "Counters").First()).ToList();

        // "notExecuted" stays 0 whatever was skipped.
        int Sum(string name) => counters.Sum(counter => (int)counter.Attribute(name)!);
        return (Sum("passed"), Sum("failed") + Sum("error") + Sum("timeout") + Sum("aborted"), Sum("total") - Sum("executed"));
    }

    /// <summary>The tests that failed, each with the first lines of why: the place of the failure is far above in a long log.</summary>
    private static IEnumerable<string> Failures(XDocument report) => Elements(report, "UnitTestResult")
        .Where(test => (string?)test.Attribute("outcome") is not ("Passed" or "NotExecuted"))
        .Select(test => $"{(string?)test.Attribute("testName")}: {FirstLines(Elements(test, "Message").FirstOrDefault()?.Value)}");

    private static string FirstLines(string? message) => string.Join(" / ", (message ?? "no message").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(6));

    private static IEnumerable<XElement> Elements(XContainer parent, string name) => parent.Descendants().Where(element => element.Name.LocalName == name);
}

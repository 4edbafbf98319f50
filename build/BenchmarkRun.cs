using System.Globalization;
using Plimsoll.Build;
using Plimsoll.Build.Tools;

/// <summary>The benchmarks: whole commands beside those of others, and parts by themselves. Their tables, JSON and charts go to artifacts/benchmarks.</summary>
/// <param name="build">The running build.</param>
/// <param name="tool">The command to measure.</param>
sealed class BenchmarkRun(IPlimsollBuild build, AbsolutePath tool)
{
    /// <summary>What is measured beside the command, and what measures it.</summary>
    private static readonly (string Command, string Package)[] Requirements =
    [
        ("git", "git"),
        ("docker-registry", "docker-registry"),
        ("dockerd", "docker.io"),
        ("skopeo", "skopeo"),
        ("curl", "curl"),
        ("openssl", "openssl"),
        ("time", "time"),
    ];

    /// <summary>Words of which a name has to contain one; with none, everything is measured.</summary>
    public string[] Only { get; init; } = [];

    /// <summary>How often each command is timed, or <c>null</c> for as often as it needs.</summary>
    public int? Runs { get; init; }

    /// <summary>Whether fewer and shorter runs are enough.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Whether the tables are written into the page too.</summary>
    public bool UpdatesPage { get; init; }

    public void Execute()
    {
        DebianPackages.Install(build, Requirements);
        var project = build.RootDirectory / "tests" / "Plimsoll.Benchmarks";
        List<string> arguments = ["run", "--project", project, "--configuration", "Release", "--", "--output", build.RootDirectory / "artifacts" / "benchmarks"];
        if (Only.Length > 0)
            arguments.AddRange(["--only", string.Join(',', Only)]);
        if (Runs is { } runs)
            arguments.AddRange(["--runs", runs.ToString(CultureInfo.InvariantCulture)]);
        if (IsQuick)
            arguments.Add("--quick");
        if (UpdatesPage)
            arguments.AddRange(["--page", build.RootDirectory / "docs" / "performance.md"]);
        build.Run("dotnet", arguments, new ProcessOptions { Environment = new Dictionary<string, string?> { ["PLIMSOLL_TEST_COMMAND"] = tool } });
    }
}

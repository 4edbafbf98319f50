namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet-sonarscanner begin</c>: what comes until its end is analysed.</summary>
[ToolSettings("dotnet-sonarscanner", "begin", Tasks = "SonarScannerTasks")]
public sealed partial record SonarScannerBeginSettings : PackageToolSettings
{
    /// <summary>The key of the project.</summary>
    [Argument("/k:{value}")]
    public string? ProjectKey { get; init; }

    /// <summary>The name of the project.</summary>
    [Argument("/n:{value}")]
    public string? Name { get; init; }

    /// <summary>The version of the project.</summary>
    [Argument("/v:{value}")]
    public string? Version { get; init; }

    /// <summary>The organization, on SonarQube Cloud.</summary>
    [Argument("/o:{value}")]
    public string? Organization { get; init; }

    /// <summary>The address of the server.</summary>
    [Argument("/d:sonar.host.url={value}")]
    public string? Server { get; init; }

    /// <summary>The token of the server. It is masked in everything that is printed.</summary>
    [Argument("/d:sonar.token={value}", IsSecret = true)]
    public string? Token { get; init; }

    /// <summary>The branch.</summary>
    [Argument("/d:sonar.branch.name={value}")]
    public string? BranchName { get; init; }

    /// <summary>The number of the pull request.</summary>
    [Argument("/d:sonar.pullrequest.key={value}")]
    public string? PullRequestKey { get; init; }

    /// <summary>The branch of the pull request.</summary>
    [Argument("/d:sonar.pullrequest.branch={value}")]
    public string? PullRequestBranch { get; init; }

    /// <summary>The branch that the pull request is for.</summary>
    [Argument("/d:sonar.pullrequest.base={value}")]
    public string? PullRequestBase { get; init; }

    /// <summary>Files of test results, or patterns of them.</summary>
    [Argument("/d:sonar.cs.vstest.reportsPaths={value}", Separator = ",")]
    public IReadOnlyList<string> VSTestReports { get; init; } = [];

    /// <summary>Files of coverage, or patterns of them.</summary>
    [Argument("/d:sonar.cs.opencover.reportsPaths={value}", Separator = ",")]
    public IReadOnlyList<string> OpenCoverPaths { get; init; } = [];

    /// <summary>Sources that are not analysed.</summary>
    [Argument("/d:sonar.exclusions={value}", Separator = ",")]
    public IReadOnlyList<string> SourceExclusions { get; init; } = [];

    /// <summary>Sources whose coverage does not count.</summary>
    [Argument("/d:sonar.coverage.exclusions={value}", Separator = ",")]
    public IReadOnlyList<string> CoverageExclusions { get; init; } = [];

    /// <summary>Writes more.</summary>
    [Argument("/d:sonar.verbose={value}")]
    public bool? Verbose { get; init; }

    /// <summary>Fails if the quality gate does.</summary>
    [Argument("/d:sonar.qualitygate.wait={value}")]
    public bool? QualityGateWait { get; init; }

    /// <summary>Parameters that have no member here, by their names.</summary>
    [Argument("/d:{key}={value}")]
    public IReadOnlyDictionary<string, string> AdditionalParameters { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc />
    protected override string PackageId => "dotnet-sonarscanner";

    /// <inheritdoc />
    protected override string PackageExecutable => "SonarScanner.MSBuild.dll";
}

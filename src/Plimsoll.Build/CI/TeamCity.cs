namespace Plimsoll.Build.CI;

/// <summary>
/// TeamCity. What it tells is in variables and in files of properties, which are read when they are asked for; the methods write service
/// messages.
/// </summary>
public sealed partial class TeamCity : Host, IBuildServer
{
    private readonly Lazy<IReadOnlyDictionary<string, string>> _system;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _configuration;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _runner;

    internal TeamCity(HostContext context) : base(context)
    {
        _system = new(() => JavaProperties.Read(TextOrNull("TEAMCITY_BUILD_PROPERTIES_FILE")));
        _configuration = new(() => JavaProperties.Read(SystemProperties.GetValueOrDefault("teamcity.configuration.properties.file")));
        _runner = new(() => JavaProperties.Read(SystemProperties.GetValueOrDefault("teamcity.runner.properties.file")));
    }

    /// <summary>The host of the running build, or <c>null</c> where that is another.</summary>
    public static TeamCity? Instance => Running<TeamCity>();

    /// <summary>The configuration parameters.</summary>
    /// <exception cref="BuildException">Their file cannot be read.</exception>
    public IReadOnlyDictionary<string, string> ConfigurationProperties => _configuration.Value;

    /// <summary>The system properties.</summary>
    /// <exception cref="BuildException">Their file cannot be read.</exception>
    public IReadOnlyDictionary<string, string> SystemProperties => _system.Value;

    /// <summary>The properties of the build runner.</summary>
    /// <exception cref="BuildException">Their file cannot be read.</exception>
    public IReadOnlyDictionary<string, string> RunnerProperties => _runner.Value;

    /// <summary>The tests that failed lately.</summary>
    public IReadOnlyCollection<string> RecentlyFailedTests =>
        SystemProperties.GetValueOrDefault("teamcity.tests.recentlyFailedTests.file") is { } file && File.Exists(file) ? File.ReadAllLines(file) : [];

    /// <summary>The name of the build configuration: <c>teamcity.buildConfName</c>.</summary>
    public string BuildConfiguration => System("teamcity.buildConfName");

    /// <summary>The identifier of the build configuration: <c>teamcity.buildType.id</c>.</summary>
    public string BuildTypeId => System("teamcity.buildType.id");

    /// <summary>The number of the build; see <see cref="SetBuildNumber"/>: <c>BUILD_NUMBER</c>.</summary>
    public string BuildNumber => Text("BUILD_NUMBER");

    /// <summary>The commit: <c>build.vcs.number</c>.</summary>
    public string BuildVcsNumber => System("build.vcs.number");

    /// <summary>The version of TeamCity: <c>teamcity.version</c>.</summary>
    public string Version => System("teamcity.version");

    /// <summary>The name of the project: <c>teamcity.projectName</c>.</summary>
    public string ProjectName => System("teamcity.projectName");

    /// <summary>The address of the server: <c>teamcity.serverUrl</c>.</summary>
    public string ServerUrl => Configured("teamcity.serverUrl");

    /// <summary>The user of this build at the API: <c>teamcity.auth.userId</c>.</summary>
    public string AuthUserId => System("teamcity.auth.userId");

    /// <summary>The password of this build at the API, masked in everything that is printed: <c>teamcity.auth.password</c>.</summary>
    public string AuthPassword => Hidden(System("teamcity.auth.password"));

    /// <summary>The identifier of the project: <c>teamcity.project.id</c>.</summary>
    public string ProjectId => Configured("teamcity.project.id");

    /// <summary>The identifier of the build: <c>teamcity.build.id</c>.</summary>
    public long BuildId => ReadNumber("teamcity.build.id", ConfigurationProperties.GetValueOrDefault("teamcity.build.id")) ?? 0;

    /// <summary>Whether it is a personal build: <c>build.is.personal</c>.</summary>
    public bool IsBuildPersonal => System("build.is.personal").Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a pull request is built.</summary>
    public bool IsPullRequest => ConfigurationProperties.ContainsKey("teamcity.pullRequest.number");

    /// <summary>The number of the pull request: <c>teamcity.pullRequest.number</c>.</summary>
    public long? PullRequestNumber => ReadNumber("teamcity.pullRequest.number", ConfigurationProperties.GetValueOrDefault("teamcity.pullRequest.number"));

    /// <summary>The branch that the pull request comes from: <c>teamcity.pullRequest.source.branch</c>.</summary>
    public string? PullRequestSourceBranch => ConfigurationProperties.GetValueOrDefault("teamcity.pullRequest.source.branch");

    /// <summary>The branch that the pull request goes to: <c>teamcity.pullRequest.target.branch</c>.</summary>
    public string? PullRequestTargetBranch => ConfigurationProperties.GetValueOrDefault("teamcity.pullRequest.target.branch");

    /// <summary>The title of the pull request: <c>teamcity.pullRequest.title</c>.</summary>
    public string? PullRequestTitle => ConfigurationProperties.GetValueOrDefault("teamcity.pullRequest.title");

    /// <summary>The branch, as the branch specification names it: <c>teamcity.build.branch</c>.</summary>
    public string BranchName => Configured("teamcity.build.branch");

    string? IBuildServer.Branch => ConfigurationProperties.GetValueOrDefault("teamcity.build.branch");

    string? IBuildServer.Commit => SystemProperties.GetValueOrDefault("build.vcs.number");

    private string System(string name) => SystemProperties.GetValueOrDefault(name) ?? "";

    private string Configured(string name) => ConfigurationProperties.GetValueOrDefault(name) ?? "";
}

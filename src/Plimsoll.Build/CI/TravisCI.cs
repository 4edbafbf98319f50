namespace Plimsoll.Build.CI;

/// <summary>Travis CI. Each property is a variable of the job, read when it is asked for.</summary>
public sealed class TravisCI : Host, IBuildServer
{
    internal TravisCI(HostContext context) : base(context)
    {
    }

    /// <summary>The host of the running build, or <c>null</c> where that is another.</summary>
    public static TravisCI? Instance => Running<TravisCI>();

    /// <summary>Whether a job runs: <c>CI</c>.</summary>
    public bool Ci => Flag("CI");

    /// <summary>The same; spelt as in NUKE: <c>CONTINUOUS_INTEGRATION</c>.</summary>
    public bool ContinousIntegration => Flag("CONTINUOUS_INTEGRATION");

    /// <summary>Whether encrypted variables can be read: <c>TRAVIS_SECURE_ENV_VARS</c>.</summary>
    public bool SecureEnvVars => Flag("TRAVIS_SECURE_ENV_VARS");

    /// <summary>The branch, that which a pull request goes to, or the tag: <c>TRAVIS_BRANCH</c>.</summary>
    public string Branch => Text("TRAVIS_BRANCH");

    /// <summary>Where the repository is checked out: <c>TRAVIS_BUILD_DIR</c>.</summary>
    public string BuildDir => Text("TRAVIS_BUILD_DIR");

    /// <summary>The identifier of the build: <c>TRAVIS_BUILD_ID</c>.</summary>
    public long BuildId => Number("TRAVIS_BUILD_ID");

    /// <summary>The number of the build: <c>TRAVIS_BUILD_NUMBER</c>.</summary>
    public long BuildNumber => Number("TRAVIS_BUILD_NUMBER");

    /// <summary>The commit: <c>TRAVIS_COMMIT</c>.</summary>
    public string Commit => Text("TRAVIS_COMMIT");

    /// <summary>The message of the commit: <c>TRAVIS_COMMIT_MESSAGE</c>.</summary>
    public string CommitMessage => Text("TRAVIS_COMMIT_MESSAGE");

    /// <summary>The commits of the push or pull request: <c>TRAVIS_COMMIT_RANGE</c>.</summary>
    public string CommitRange => Text("TRAVIS_COMMIT_RANGE");

    /// <summary>What started the build: <c>TRAVIS_EVENT_TYPE</c>.</summary>
    public TravisCIEventType EventType => Choice<TravisCIEventType>("TRAVIS_EVENT_TYPE");

    /// <summary>The identifier of the job: <c>TRAVIS_JOB_ID</c>.</summary>
    public long JobId => Number("TRAVIS_JOB_ID");

    /// <summary>The number of the job, such as <c>4.1</c>: <c>TRAVIS_JOB_NUMBER</c>.</summary>
    public string JobNumber => Text("TRAVIS_JOB_NUMBER");

    /// <summary>The operating system: <c>TRAVIS_OS_NAME</c>.</summary>
    public string OsName => Text("TRAVIS_OS_NAME");

    /// <summary>The number of the pull request, or <c>false</c>: <c>TRAVIS_PULL_REQUEST</c>.</summary>
    public string PullRequest => Text("TRAVIS_PULL_REQUEST");

    /// <summary>The branch that the pull request comes from: <c>TRAVIS_PULL_REQUEST_BRANCH</c>.</summary>
    public string? PullRequestBranch => TextOrNull("TRAVIS_PULL_REQUEST_BRANCH");

    /// <summary>The newest commit of the pull request: <c>TRAVIS_PULL_REQUEST_SHA</c>.</summary>
    public string? PullRequestSha => TextOrNull("TRAVIS_PULL_REQUEST_SHA");

    /// <summary>The repository that the pull request comes from: <c>TRAVIS_PULL_REQUEST_SLUG</c>.</summary>
    public string? PullRequestSlug => TextOrNull("TRAVIS_PULL_REQUEST_SLUG");

    /// <summary>Owner and name of the repository: <c>TRAVIS_REPO_SLUG</c>.</summary>
    public string RepoSlug => Text("TRAVIS_REPO_SLUG");

    /// <summary>Whether <c>sudo</c> may be used: <c>TRAVIS_SUDO</c>.</summary>
    public bool Sudo => Flag("TRAVIS_SUDO");

    /// <summary>Whether the build has failed (1) or not (0): <c>TRAVIS_TEST_RESULT</c>.</summary>
    public string? TestResult => TextOrNull("TRAVIS_TEST_RESULT");

    /// <summary>The tag: <c>TRAVIS_TAG</c>.</summary>
    public string? Tag => TextOrNull("TRAVIS_TAG");

    string? IBuildServer.Branch => Branch;

    string? IBuildServer.Commit => Commit;
}

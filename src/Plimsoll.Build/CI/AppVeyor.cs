namespace Plimsoll.Build.CI;

/// <summary>AppVeyor. Each property is a variable of the job, read when it is asked for.</summary>
public sealed class AppVeyor : Host, IBuildServer
{
    internal AppVeyor(HostContext context) : base(context)
    {
    }

    /// <summary>The host of the running build, or <c>null</c> where that is another.</summary>
    public static AppVeyor? Instance => Running<AppVeyor>();

    /// <summary>The address of the server: <c>APPVEYOR_URL</c>.</summary>
    public string Url => Text("APPVEYOR_URL");

    /// <summary>The address of the API of the build worker: <c>APPVEYOR_API_URL</c>.</summary>
    public string ApiUrl => Text("APPVEYOR_API_URL");

    /// <summary>The account: <c>APPVEYOR_ACCOUNT_NAME</c>.</summary>
    public string AccountName => Text("APPVEYOR_ACCOUNT_NAME");

    /// <summary>The identifier of the project: <c>APPVEYOR_PROJECT_ID</c>.</summary>
    public int ProjectId => Integer("APPVEYOR_PROJECT_ID");

    /// <summary>The name of the project: <c>APPVEYOR_PROJECT_NAME</c>.</summary>
    public string ProjectName => Text("APPVEYOR_PROJECT_NAME");

    /// <summary>The project, as it is in addresses: <c>APPVEYOR_PROJECT_SLUG</c>.</summary>
    public string ProjectSlug => Text("APPVEYOR_PROJECT_SLUG");

    /// <summary>Where the repository is checked out: <c>APPVEYOR_BUILD_FOLDER</c>.</summary>
    public string BuildFolder => Text("APPVEYOR_BUILD_FOLDER");

    /// <summary>The identifier of the build: <c>APPVEYOR_BUILD_ID</c>.</summary>
    public int BuildId => Integer("APPVEYOR_BUILD_ID");

    /// <summary>The number of the build: <c>APPVEYOR_BUILD_NUMBER</c>.</summary>
    public int BuildNumber => Integer("APPVEYOR_BUILD_NUMBER");

    /// <summary>The version of the build: <c>APPVEYOR_BUILD_VERSION</c>.</summary>
    public string BuildVersion => Text("APPVEYOR_BUILD_VERSION");

    /// <summary>The image of the build worker: <c>APPVEYOR_BUILD_WORKER_IMAGE</c>.</summary>
    public string BuildWorkerImage => Text("APPVEYOR_BUILD_WORKER_IMAGE");

    /// <summary>The number of the pull request: <c>APPVEYOR_PULL_REQUEST_NUMBER</c>.</summary>
    public int? PullRequestNumber => IntegerOrNull("APPVEYOR_PULL_REQUEST_NUMBER");

    /// <summary>The title of the pull request: <c>APPVEYOR_PULL_REQUEST_TITLE</c>.</summary>
    public string? PullRequestTitle => TextOrNull("APPVEYOR_PULL_REQUEST_TITLE");

    /// <summary>The identifier of the job: <c>APPVEYOR_JOB_ID</c>.</summary>
    public string JobId => Text("APPVEYOR_JOB_ID");

    /// <summary>The name of the job: <c>APPVEYOR_JOB_NAME</c>.</summary>
    public string? JobName => TextOrNull("APPVEYOR_JOB_NAME");

    /// <summary>The number of the job: <c>APPVEYOR_JOB_NUMBER</c>.</summary>
    public int JobNumber => Integer("APPVEYOR_JOB_NUMBER");

    /// <summary>Where the repository is, such as <c>gitHub</c>: <c>APPVEYOR_REPO_PROVIDER</c>.</summary>
    public string RepositoryProvider => Text("APPVEYOR_REPO_PROVIDER");

    /// <summary>The kind of repository, such as <c>git</c>: <c>APPVEYOR_REPO_SCM</c>.</summary>
    public string RepositoryScm => Text("APPVEYOR_REPO_SCM");

    /// <summary>Owner and name of the repository: <c>APPVEYOR_REPO_NAME</c>.</summary>
    public string RepositoryName => Text("APPVEYOR_REPO_NAME");

    /// <summary>The branch, or that which a pull request goes to: <c>APPVEYOR_REPO_BRANCH</c>.</summary>
    public string RepositoryBranch => Text("APPVEYOR_REPO_BRANCH");

    /// <summary>Whether a tag started the build: <c>APPVEYOR_REPO_TAG</c>.</summary>
    public bool RepositoryTag => Flag("APPVEYOR_REPO_TAG");

    /// <summary>The tag that started the build: <c>APPVEYOR_REPO_TAG_NAME</c>.</summary>
    public string? RepositoryTagName => TextOrNull("APPVEYOR_REPO_TAG_NAME");

    /// <summary>The commit: <c>APPVEYOR_REPO_COMMIT</c>.</summary>
    public string RepositoryCommitSha => Text("APPVEYOR_REPO_COMMIT");

    /// <summary>The author of the commit: <c>APPVEYOR_REPO_COMMIT_AUTHOR</c>.</summary>
    public string RepositoryCommitAuthor => Text("APPVEYOR_REPO_COMMIT_AUTHOR");

    /// <summary>The mail address of the author: <c>APPVEYOR_REPO_COMMIT_AUTHOR_EMAIL</c>.</summary>
    public string RepositoryCommitAuthorEmail => Text("APPVEYOR_REPO_COMMIT_AUTHOR_EMAIL");

    /// <summary>When the commit was made: <c>APPVEYOR_REPO_COMMIT_TIMESTAMP</c>.</summary>
    public DateTime RepositoryCommitTimestamp => Time("APPVEYOR_REPO_COMMIT_TIMESTAMP");

    /// <summary>The first line of the commit's message: <c>APPVEYOR_REPO_COMMIT_MESSAGE</c>.</summary>
    public string RepositoryCommitMessage => Text("APPVEYOR_REPO_COMMIT_MESSAGE");

    /// <summary>The other lines of the commit's message: <c>APPVEYOR_REPO_COMMIT_MESSAGE_EXTENDED</c>.</summary>
    public string? RepositoryCommitMessageExtended => TextOrNull("APPVEYOR_REPO_COMMIT_MESSAGE_EXTENDED");

    /// <summary>Whether a schedule started the build: <c>APPVEYOR_SCHEDULED_BUILD</c>.</summary>
    public bool ScheduledBuild => Flag("APPVEYOR_SCHEDULED_BUILD");

    /// <summary>Whether the build was started by hand: <c>APPVEYOR_FORCED_BUILD</c>.</summary>
    public bool ForcedBuild => Flag("APPVEYOR_FORCED_BUILD");

    /// <summary>Whether the build was run before: <c>APPVEYOR_RE_BUILD</c>.</summary>
    public bool Rebuild => Flag("APPVEYOR_RE_BUILD");

    /// <summary>The platform of the build matrix: <c>PLATFORM</c>.</summary>
    public string? Platform => TextOrNull("PLATFORM");

    /// <summary>The configuration of the build matrix: <c>CONFIGURATION</c>.</summary>
    public string? Configuration => TextOrNull("CONFIGURATION");

    string? IBuildServer.Branch => RepositoryBranch;

    string? IBuildServer.Commit => RepositoryCommitSha;

    /// <summary>Sets the version of the build, for <see cref="BuildVersion"/> as well.</summary>
    public void UpdateBuildVersion(string version)
    {
        Context.Run("appveyor", ["UpdateBuild", "-Version", version]);
        Context.SetVariable("APPVEYOR_BUILD_VERSION", version);
    }

    /// <summary>Uploads a file as an artifact.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What the artifact is called; the default is the name of the file.</param>
    public void PushArtifact(string path, string? name = null) =>
        Context.Run("appveyor", ["PushArtifact", path, "-FileName", name ?? Path.GetFileName(path)]);

    /// <summary>Adds a message to the page of the build.</summary>
    public void WriteInformation(string message, string? details = null) => WriteMessage("Information", message, details);

    /// <summary>Adds a warning to the page of the build.</summary>
    public void WriteWarning(string message, string? details = null) => WriteMessage("Warning", message, details);

    /// <summary>Adds an error to the page of the build; it does not fail the build.</summary>
    public void WriteError(string message, string? details = null) => WriteMessage("Error", message, details);

    private void WriteMessage(string category, string message, string? details) =>
        Context.Run("appveyor", ["AddMessage", message, "-Category", category, .. details is null ? (string[])[] : ["-Details", details]]);
}

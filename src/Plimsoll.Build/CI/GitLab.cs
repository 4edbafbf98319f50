namespace Plimsoll.Build.CI;

/// <summary>GitLab CI. Each property is a variable of the job, read when it is asked for.</summary>
public sealed class GitLab : Host, IBuildServer
{
    internal GitLab(HostContext context) : base(context)
    {
    }

    /// <summary>The host of the running build, or <c>null</c> where that is another.</summary>
    public static GitLab? Instance => Running<GitLab>();

    /// <summary>Whether a job runs: <c>CI</c>.</summary>
    public bool Ci => Flag("CI");

    /// <summary>The branch or tag: <c>CI_COMMIT_REF_NAME</c>.</summary>
    public string CommitRefName => Text("CI_COMMIT_REF_NAME");

    /// <summary>The branch or tag as it is in host names: lower case, at most 63 letters, digits and dashes: <c>CI_COMMIT_REF_SLUG</c>.</summary>
    public string CommitRefSlug => Text("CI_COMMIT_REF_SLUG");

    /// <summary>The commit: <c>CI_COMMIT_SHA</c>.</summary>
    public string CommitSha => Text("CI_COMMIT_SHA");

    /// <summary>The tag; none for a branch: <c>CI_COMMIT_TAG</c>.</summary>
    public string? CommitTag => TextOrNull("CI_COMMIT_TAG");

    /// <summary>The file of the pipeline: <c>CI_CONFIG_PATH</c>.</summary>
    public string ConfigPath => Text("CI_CONFIG_PATH");

    /// <summary>Whether the machine is made for this job only: <c>CI_DISPOSABLE_ENVIRONMENT</c>.</summary>
    public bool DisposableEnvironment => Flag("CI_DISPOSABLE_ENVIRONMENT");

    /// <summary>The identifier of the job: <c>CI_JOB_ID</c>.</summary>
    public long JobId => Number("CI_JOB_ID");

    /// <summary>Whether the job was started by hand: <c>CI_JOB_MANUAL</c>.</summary>
    public bool JobManual => Flag("CI_JOB_MANUAL");

    /// <summary>The name of the job: <c>CI_JOB_NAME</c>.</summary>
    public string JobName => Text("CI_JOB_NAME");

    /// <summary>The stage of the job: <c>CI_JOB_STAGE</c>.</summary>
    public string JobStage => Text("CI_JOB_STAGE");

    /// <summary>The token of the job, masked in everything that is printed: <c>CI_JOB_TOKEN</c>.</summary>
    public string? JobToken => Secret("CI_JOB_TOKEN");

    /// <summary>The address to clone; it has a token in it, and is masked in everything that is printed: <c>CI_REPOSITORY_URL</c>.</summary>
    public string? RepositoryUrl => Secret("CI_REPOSITORY_URL");

    /// <summary>The description of the runner: <c>CI_RUNNER_DESCRIPTION</c>.</summary>
    public string RunnerDescription => Text("CI_RUNNER_DESCRIPTION");

    /// <summary>The identifier of the runner: <c>CI_RUNNER_ID</c>.</summary>
    public long RunnerId => Number("CI_RUNNER_ID");

    /// <summary>The tags of the runner: <c>CI_RUNNER_TAGS</c>.</summary>
    public string RunnerTags => Text("CI_RUNNER_TAGS");

    /// <summary>The identifier of the pipeline: <c>CI_PIPELINE_ID</c>.</summary>
    public long PipelineId => Number("CI_PIPELINE_ID");

    /// <summary>Whether the pipeline was triggered by a request: <c>CI_PIPELINE_TRIGGERED</c>.</summary>
    public bool PipelineTriggered => Flag("CI_PIPELINE_TRIGGERED");

    /// <summary>What started the pipeline, such as <c>push</c> or <c>merge_request_event</c>: <c>CI_PIPELINE_SOURCE</c>.</summary>
    public string PipelineSource => Text("CI_PIPELINE_SOURCE");

    /// <summary>Where the repository is checked out: <c>CI_PROJECT_DIR</c>.</summary>
    public string ProjectDirectory => Text("CI_PROJECT_DIR");

    /// <summary>The identifier of the project: <c>CI_PROJECT_ID</c>.</summary>
    public long ProjectId => Number("CI_PROJECT_ID");

    /// <summary>The name of the project: <c>CI_PROJECT_NAME</c>.</summary>
    public string ProjectName => Text("CI_PROJECT_NAME");

    /// <summary>The group of the project: <c>CI_PROJECT_NAMESPACE</c>.</summary>
    public string ProjectNamespace => Text("CI_PROJECT_NAMESPACE");

    /// <summary>Group and name of the project: <c>CI_PROJECT_PATH</c>.</summary>
    public string ProjectPath => Text("CI_PROJECT_PATH");

    /// <summary>Group and name of the project as they are in host names: <c>CI_PROJECT_PATH_SLUG</c>.</summary>
    public string ProjectPathSlug => Text("CI_PROJECT_PATH_SLUG");

    /// <summary>The page of the project: <c>CI_PROJECT_URL</c>.</summary>
    public string ProjectUrl => Text("CI_PROJECT_URL");

    /// <summary>Who sees the project: <c>CI_PROJECT_VISIBILITY</c>.</summary>
    public GitLabProjectVisibility ProjectVisibility => Choice<GitLabProjectVisibility>("CI_PROJECT_VISIBILITY");

    /// <summary>The address of the container registry: <c>CI_REGISTRY</c>.</summary>
    public string? Registry => TextOrNull("CI_REGISTRY");

    /// <summary>The project's repository in the container registry: <c>CI_REGISTRY_IMAGE</c>.</summary>
    public string? RegistryImage => TextOrNull("CI_REGISTRY_IMAGE");

    /// <summary>The password of the container registry, masked in everything that is printed: <c>CI_REGISTRY_PASSWORD</c>.</summary>
    public string? RegistryPassword => Secret("CI_REGISTRY_PASSWORD");

    /// <summary>The user of the container registry: <c>CI_REGISTRY_USER</c>.</summary>
    public string? RegistryUser => TextOrNull("CI_REGISTRY_USER");

    /// <summary>The name of the server: <c>CI_SERVER_NAME</c>.</summary>
    public string ServerName => Text("CI_SERVER_NAME");

    /// <summary>The revision of the server: <c>CI_SERVER_REVISION</c>.</summary>
    public string ServerRevision => Text("CI_SERVER_REVISION");

    /// <summary>The version of the server: <c>CI_SERVER_VERSION</c>.</summary>
    public string ServerVersion => Text("CI_SERVER_VERSION");

    /// <summary>The identifier of the user who started the job: <c>GITLAB_USER_ID</c>.</summary>
    public long GitLabUserId => Number("GITLAB_USER_ID");

    /// <summary>The mail address of the user who started the job: <c>GITLAB_USER_EMAIL</c>.</summary>
    public string GitLabUserEmail => Text("GITLAB_USER_EMAIL");

    /// <summary>The login of the user who started the job: <c>GITLAB_USER_LOGIN</c>.</summary>
    public string GitLabUserLogin => Text("GITLAB_USER_LOGIN");

    /// <summary>The name of the user who started the job: <c>GITLAB_USER_NAME</c>.</summary>
    public string GitLabUserName => Text("GITLAB_USER_NAME");

    string? IBuildServer.Branch => CommitRefName;

    string? IBuildServer.Commit => CommitSha;
}

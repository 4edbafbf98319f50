namespace Plimsoll.Build.CI;

/// <summary>Bitbucket Pipelines. Each property is a variable of the job, read when it is asked for.</summary>
public sealed class Bitbucket : Host, IBuildServer
{
    internal Bitbucket(HostContext context) : base(context)
    {
    }

    /// <summary>The host of the running build, or <c>null</c> where that is another.</summary>
    public static Bitbucket? Instance => Running<Bitbucket>();

    /// <summary>The number of the build, one more each time: <c>BITBUCKET_BUILD_NUMBER</c>.</summary>
    public long BuildNumber => Number("BITBUCKET_BUILD_NUMBER");

    /// <summary>Where the repository is checked out: <c>BITBUCKET_CLONE_DIR</c>.</summary>
    public string CloneDirectory => Text("BITBUCKET_CLONE_DIR");

    /// <summary>The commit that is built: <c>BITBUCKET_COMMIT</c>.</summary>
    public string Commit => Text("BITBUCKET_COMMIT");

    /// <summary>The workspace of the repository: <c>BITBUCKET_WORKSPACE</c>.</summary>
    public string Workspace => Text("BITBUCKET_WORKSPACE");

    /// <summary>The repository, as it is in addresses: <c>BITBUCKET_REPO_SLUG</c>.</summary>
    public string RepositorySlug => Text("BITBUCKET_REPO_SLUG");

    /// <summary>The identifier of the repository: <c>BITBUCKET_REPO_UUID</c>.</summary>
    public string RepositoryUuid => Text("BITBUCKET_REPO_UUID");

    /// <summary>Workspace and repository: <c>BITBUCKET_REPO_FULL_NAME</c>.</summary>
    public string RepositoryFullName => Text("BITBUCKET_REPO_FULL_NAME");

    /// <summary>The branch; none for a tag: <c>BITBUCKET_BRANCH</c>.</summary>
    public string? Branch => TextOrNull("BITBUCKET_BRANCH");

    /// <summary>The tag; none for a branch: <c>BITBUCKET_TAG</c>.</summary>
    public string? Tag => TextOrNull("BITBUCKET_TAG");

    /// <summary>The bookmark of a Mercurial repository: <c>BITBUCKET_BOOKMARK</c>.</summary>
    public string? Bookmark => TextOrNull("BITBUCKET_BOOKMARK");

    /// <summary>The index of the step in its parallel group, from 0: <c>BITBUCKET_PARALLEL_STEP</c>.</summary>
    public int ParallelStep => Integer("BITBUCKET_PARALLEL_STEP");

    /// <summary>The number of steps in the parallel group: <c>BITBUCKET_PARALLEL_STEP_COUNT</c>.</summary>
    public int ParallelStepCount => Integer("BITBUCKET_PARALLEL_STEP_COUNT");

    /// <summary>The number of the pull request; 0 for none: <c>BITBUCKET_PR_ID</c>.</summary>
    public int PullRequestId => Integer("BITBUCKET_PR_ID");

    /// <summary>The branch that the pull request goes to: <c>BITBUCKET_PR_DESTINATION_BRANCH</c>.</summary>
    public string? PullRequestDestinationBranch => TextOrNull("BITBUCKET_PR_DESTINATION_BRANCH");

    /// <summary>The repository's HTTP address: <c>BITBUCKET_GIT_HTTP_ORIGIN</c>.</summary>
    public string GitHttpOrigin => Text("BITBUCKET_GIT_HTTP_ORIGIN");

    /// <summary>The repository's SSH address: <c>BITBUCKET_GIT_SSH_ORIGIN</c>.</summary>
    public string GitSshOrigin => Text("BITBUCKET_GIT_SSH_ORIGIN");

    /// <summary>In an after-script, the exit code of the step: <c>BITBUCKET_EXIT_CODE</c>.</summary>
    public string? ExitCode => TextOrNull("BITBUCKET_EXIT_CODE");

    /// <summary>The identifier of the step: <c>BITBUCKET_STEP_UUID</c>.</summary>
    public string StepUuid => Text("BITBUCKET_STEP_UUID");

    /// <summary>The identifier of the pipeline: <c>BITBUCKET_PIPELINE_UUID</c>.</summary>
    public string PipelineUuid => Text("BITBUCKET_PIPELINE_UUID");

    /// <summary>The environment that is deployed to: <c>BITBUCKET_DEPLOYMENT_ENVIRONMENT</c>.</summary>
    public string? DeploymentEnvironment => TextOrNull("BITBUCKET_DEPLOYMENT_ENVIRONMENT");

    /// <summary>The identifier of the environment: <c>BITBUCKET_DEPLOYMENT_ENVIRONMENT_UUID</c>.</summary>
    public string? DeploymentEnvironmentUuid => TextOrNull("BITBUCKET_DEPLOYMENT_ENVIRONMENT_UUID");

    /// <summary>The key of the project: <c>BITBUCKET_PROJECT_KEY</c>.</summary>
    public string ProjectKey => Text("BITBUCKET_PROJECT_KEY");

    /// <summary>The identifier of the project: <c>BITBUCKET_PROJECT_UUID</c>.</summary>
    public string ProjectUuid => Text("BITBUCKET_PROJECT_UUID");

    /// <summary>Who started the build: <c>BITBUCKET_STEP_TRIGGERER_UUID</c>.</summary>
    public string StepTriggererUuid => Text("BITBUCKET_STEP_TRIGGERER_UUID");

    /// <summary>The step's OpenID token, masked in everything that is printed: <c>BITBUCKET_STEP_OIDC_TOKEN</c>.</summary>
    public string? StepOidcToken => Secret("BITBUCKET_STEP_OIDC_TOKEN");

    string? IBuildServer.Branch => Branch;

    string? IBuildServer.Commit => Commit;
}

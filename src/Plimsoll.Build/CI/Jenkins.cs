namespace Plimsoll.Build.CI;

/// <summary>Jenkins. Each property is a variable of the job, read when it is asked for.</summary>
public sealed class Jenkins : Host, IBuildServer
{
    internal Jenkins(HostContext context) : base(context)
    {
    }

    /// <summary>The host of the running build, or <c>null</c> where that is another.</summary>
    public static Jenkins? Instance => Running<Jenkins>();

    /// <summary>The branch of a multibranch pipeline: <c>BRANCH_NAME</c>.</summary>
    public string BranchName => Text("BRANCH_NAME");

    /// <summary>The shown name of the build; spelt as in NUKE: <c>BUILD_DISPLAY_NAME</c>.</summary>
    public string BuilDisplayName => Text("BUILD_DISPLAY_NAME");

    /// <summary>The number of the build: <c>BUILD_NUMBER</c>.</summary>
    public int BuildNumber => Integer("BUILD_NUMBER");

    /// <summary>Job and number of the build: <c>BUILD_TAG</c>.</summary>
    public string BuildTag => Text("BUILD_TAG");

    /// <summary>The number of the pull request: <c>CHANGE_ID</c>.</summary>
    public string? ChangeId => TextOrNull("CHANGE_ID");

    /// <summary>The number of the executor, from 0: <c>EXECUTOR_NUMBER</c>.</summary>
    public int ExecutorNumber => Integer("EXECUTOR_NUMBER");

    /// <summary>The branch that the git plugin checked out, such as <c>origin/main</c>: <c>GIT_BRANCH</c>.</summary>
    public string GitBranch => Text("GIT_BRANCH");

    /// <summary>The commit that the git plugin checked out: <c>GIT_COMMIT</c>.</summary>
    public string? GitCommit => TextOrNull("GIT_COMMIT");

    /// <summary>The commit of the build before: <c>GIT_PREVIOUS_COMMIT</c>.</summary>
    public string? GitPreviousCommit => TextOrNull("GIT_PREVIOUS_COMMIT");

    /// <summary>The commit of the last build that succeeded: <c>GIT_PREVIOUS_SUCCESSFUL_COMMIT</c>.</summary>
    public string? GitPreviousSuccessfulCommit => TextOrNull("GIT_PREVIOUS_SUCCESSFUL_COMMIT");

    /// <summary>The repository's address: <c>GIT_URL</c>.</summary>
    public string? GitUrl => TextOrNull("GIT_URL");

    /// <summary>The directory of Jenkins on its controller: <c>JENKINS_HOME</c>.</summary>
    public string JenkinsHome => Text("JENKINS_HOME");

    /// <summary>The cookie by which Jenkins finds the processes of the build: <c>JENKINS_SERVER_COOKIE</c>.</summary>
    public string JenkinsServerCookie => Text("JENKINS_SERVER_COOKIE");

    /// <summary>The name of the job without its folders: <c>JOB_BASE_NAME</c>.</summary>
    public string JobBaseName => Text("JOB_BASE_NAME");

    /// <summary>The page of the job: <c>JOB_DISPLAY_URL</c>.</summary>
    public string JobDisplayUrl => Text("JOB_DISPLAY_URL");

    /// <summary>The name of the job with its folders: <c>JOB_NAME</c>.</summary>
    public string JobName => Text("JOB_NAME");

    /// <summary>The labels of the node: <c>NODE_LABELS</c>.</summary>
    public string NodeLabels => Text("NODE_LABELS");

    /// <summary>The name of the node: <c>NODE_NAME</c>.</summary>
    public string NodeName => Text("NODE_NAME");

    /// <summary>The page of the build's changes: <c>RUN_CHANGES_DISPLAY_URL</c>.</summary>
    public string RunChangesDisplayUrl => Text("RUN_CHANGES_DISPLAY_URL");

    /// <summary>The page of the build: <c>RUN_DISPLAY_URL</c>.</summary>
    public string RunDisplayUrl => Text("RUN_DISPLAY_URL");

    /// <summary>The directory of the job: <c>WORKSPACE</c>.</summary>
    public string Workspace => Text("WORKSPACE");

    string? IBuildServer.Branch => TextOrNull("GIT_BRANCH") ?? TextOrNull("BRANCH_NAME");

    string? IBuildServer.Commit => GitCommit;
}

namespace Plimsoll.Build.CI;

/// <summary>JetBrains Space Automation. Each property is a variable of the job, read when it is asked for.</summary>
public sealed class SpaceAutomation : Host, IBuildServer
{
    internal SpaceAutomation(HostContext context) : base(context)
    {
    }

    /// <summary>The host of the running build, or <c>null</c> where that is another.</summary>
    public static SpaceAutomation? Instance => Running<SpaceAutomation>();

    /// <summary>The key of the project: <c>JB_SPACE_PROJECT_KEY</c>.</summary>
    public string ProjectKey => Text("JB_SPACE_PROJECT_KEY");

    /// <summary>The address of the HTTP API: <c>JB_SPACE_API_URL</c>.</summary>
    public string ApiUrl => Text("JB_SPACE_API_URL");

    /// <summary>The identifier of the job at the API: <c>JB_SPACE_CLIENT_ID</c>.</summary>
    public string ClientId => Text("JB_SPACE_CLIENT_ID");

    /// <summary>The secret of the job at the API, masked in everything that is printed: <c>JB_SPACE_CLIENT_SECRET</c>.</summary>
    public string? ClientSecret => Secret("JB_SPACE_CLIENT_SECRET");

    /// <summary>The number of the run: <c>JB_SPACE_EXECUTION_NUMBER</c>.</summary>
    public string ExecutionNumber => Text("JB_SPACE_EXECUTION_NUMBER");

    /// <summary>The name of the repository: <c>JB_SPACE_GIT_REPOSITORY_NAME</c>.</summary>
    public string RepositoryName => Text("JB_SPACE_GIT_REPOSITORY_NAME");

    /// <summary>The commit: <c>JB_SPACE_GIT_REVISION</c>.</summary>
    public string GitRevision => Text("JB_SPACE_GIT_REVISION");

    /// <summary>The branch: <c>JB_SPACE_GIT_BRANCH</c>.</summary>
    public string GitBranch => Text("JB_SPACE_GIT_BRANCH");

    string? IBuildServer.Branch => GitBranch;

    string? IBuildServer.Commit => GitRevision;
}

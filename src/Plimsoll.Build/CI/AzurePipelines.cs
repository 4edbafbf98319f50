namespace Plimsoll.Build.CI;

/// <summary>Azure Pipelines. Each property is a variable of the job, read when it is asked for; the methods write commands to the agent.</summary>
public sealed partial class AzurePipelines : Host, IBuildServer
{
    internal AzurePipelines(HostContext context) : base(context)
    {
    }

    /// <summary>The host of the running build, or <c>null</c> where that is another.</summary>
    public static AzurePipelines? Instance => Running<AzurePipelines>();

    /// <summary>The directory of the pipeline on the agent: <c>AGENT_BUILDDIRECTORY</c>.</summary>
    public string AgentBuildDirectory => Text("AGENT_BUILDDIRECTORY");

    /// <summary>The directory of the agent itself: <c>AGENT_HOMEDIRECTORY</c>.</summary>
    public string AgentHomeDirectory => Text("AGENT_HOMEDIRECTORY");

    /// <summary>The identifier of the agent: <c>AGENT_ID</c>.</summary>
    public long AgentId => Number("AGENT_ID");

    /// <summary>How the job has gone so far: <c>AGENT_JOBSTATUS</c>.</summary>
    public AzurePipelinesJobStatus AgentJobStatus => Choice<AzurePipelinesJobStatus>("AGENT_JOBSTATUS");

    /// <summary>The name of the machine: <c>AGENT_MACHINENAME</c>.</summary>
    public string AgentMachineName => Text("AGENT_MACHINENAME");

    /// <summary>The name of the agent: <c>AGENT_NAME</c>.</summary>
    public string AgentName => Text("AGENT_NAME");

    /// <summary>The working directory of the agent: <c>AGENT_WORKFOLDER</c>.</summary>
    public string AgentWorkFolder => Text("AGENT_WORKFOLDER");

    /// <summary>Where artifacts are put before they are uploaded: <c>BUILD_ARTIFACTSTAGINGDIRECTORY</c>.</summary>
    public string ArtifactStagingDirectory => Text("BUILD_ARTIFACTSTAGINGDIRECTORY");

    /// <summary>The identifier of the build: <c>BUILD_BUILDID</c>.</summary>
    public long BuildId => Number("BUILD_BUILDID");

    /// <summary>The name of the build; see <see cref="UpdateBuildNumber"/>: <c>BUILD_BUILDNUMBER</c>.</summary>
    public string BuildNumber => Text("BUILD_BUILDNUMBER");

    /// <summary>The address of the build in the API: <c>BUILD_BUILDURI</c>.</summary>
    public string BuildUri => Text("BUILD_BUILDURI");

    /// <summary>The directory for what is compiled: <c>BUILD_BINARIESDIRECTORY</c>.</summary>
    public string BinariesDirectory => Text("BUILD_BINARIESDIRECTORY");

    /// <summary>The name of the pipeline: <c>BUILD_DEFINITIONNAME</c>.</summary>
    public string DefinitionName => Text("BUILD_DEFINITIONNAME");

    /// <summary>The version of the pipeline: <c>BUILD_DEFINITIONVERSION</c>.</summary>
    public long DefinitionVersion => Number("BUILD_DEFINITIONVERSION");

    /// <summary>Who queued the build: <c>BUILD_QUEUEDBY</c>.</summary>
    public string QueuedBy => Text("BUILD_QUEUEDBY");

    /// <summary>The identifier of who queued the build: <c>BUILD_QUEUEDBYID</c>.</summary>
    public Guid QueuedById => Identifier("BUILD_QUEUEDBYID");

    /// <summary>What started the build: <c>BUILD_REASON</c>.</summary>
    public AzurePipelinesBuildReason BuildReason => Choice<AzurePipelinesBuildReason>("BUILD_REASON");

    /// <summary>Whether the repository was cleaned before the checkout: <c>BUILD_REPOSITORY_CLEAN</c>.</summary>
    public bool RepositoryClean => Flag("BUILD_REPOSITORY_CLEAN");

    /// <summary>Where the repository is checked out: <c>BUILD_REPOSITORY_LOCALPATH</c>.</summary>
    public string RepositoryLocalPath => Text("BUILD_REPOSITORY_LOCALPATH");

    /// <summary>The name of the repository: <c>BUILD_REPOSITORY_NAME</c>.</summary>
    public string RepositoryName => Text("BUILD_REPOSITORY_NAME");

    /// <summary>Where the repository is: <c>BUILD_REPOSITORY_PROVIDER</c>, which calls Azure Repos <c>TfsGit</c>.</summary>
    public AzurePipelinesRepositoryType RepositoryProvider =>
        Text("BUILD_REPOSITORY_PROVIDER") == "TfsGit" ? AzurePipelinesRepositoryType.AzureRepos : Choice<AzurePipelinesRepositoryType>("BUILD_REPOSITORY_PROVIDER");

    /// <summary>The workspace of a TFVC repository: <c>BUILD_REPOSITORY_TFVC_WORKSPACE</c>.</summary>
    public string? RepositoryTfvcWorkspace => TextOrNull("BUILD_REPOSITORY_TFVC_WORKSPACE");

    /// <summary>The repository's address: <c>BUILD_REPOSITORY_URI</c>.</summary>
    public string RepositoryUri => Text("BUILD_REPOSITORY_URI");

    /// <summary>Whose change is built: <c>BUILD_REQUESTEDFOR</c>.</summary>
    public string RequestedFor => Text("BUILD_REQUESTEDFOR");

    /// <summary>The mail address of whose change is built: <c>BUILD_REQUESTEDFOREMAIL</c>.</summary>
    public string RequestedForEmail => Text("BUILD_REQUESTEDFOREMAIL");

    /// <summary>The identifier of whose change is built: <c>BUILD_REQUESTEDFORID</c>.</summary>
    public Guid RequestedForId => Identifier("BUILD_REQUESTEDFORID");

    /// <summary>The ref, such as <c>refs/heads/main</c>: <c>BUILD_SOURCEBRANCH</c>.</summary>
    public string SourceBranch => Text("BUILD_SOURCEBRANCH");

    /// <summary>The last part of the ref: <c>BUILD_SOURCEBRANCHNAME</c>.</summary>
    public string SourceBranchName => Text("BUILD_SOURCEBRANCHNAME");

    /// <summary>Where the repository is checked out: <c>BUILD_SOURCESDIRECTORY</c>.</summary>
    public string SourceDirectory => Text("BUILD_SOURCESDIRECTORY");

    /// <summary>The commit: <c>BUILD_SOURCEVERSION</c>.</summary>
    public string SourceVersion => Text("BUILD_SOURCEVERSION");

    /// <summary>The same as <see cref="ArtifactStagingDirectory"/>: <c>BUILD_STAGINGDIRECTORY</c>.</summary>
    public string StagingDirectory => Text("BUILD_STAGINGDIRECTORY");

    /// <summary>Whether submodules are checked out: <c>BUILD_REPOSITORY_GIT_SUBMODULECHECKOUT</c>.</summary>
    public bool RepositoryGitSubmoduleCheckout => Flag("BUILD_REPOSITORY_GIT_SUBMODULECHECKOUT");

    /// <summary>The shelveset of a TFVC repository: <c>BUILD_SOURCETFVCSHELVESET</c>.</summary>
    public string? SourceTfvcShelveset => TextOrNull("BUILD_SOURCETFVCSHELVESET");

    /// <summary>The directory for results of tests: <c>COMMON_TESTRESULTSDIRECTORY</c>.</summary>
    public string TestResultsDirectory => Text("COMMON_TESTRESULTSDIRECTORY");

    /// <summary>The token of the job, where the pipeline hands it over; masked in everything that is printed: <c>SYSTEM_ACCESSTOKEN</c>.</summary>
    public string? AccessToken => Secret("SYSTEM_ACCESSTOKEN");

    /// <summary>The identifier of the organisation: <c>SYSTEM_COLLECTIONID</c>.</summary>
    public Guid CollectionId => Identifier("SYSTEM_COLLECTIONID");

    /// <summary>The working directory of steps: <c>SYSTEM_DEFAULTWORKINGDIRECTORY</c>.</summary>
    public string DefaultWorkingDirectory => Text("SYSTEM_DEFAULTWORKINGDIRECTORY");

    /// <summary>The identifier of the pipeline: <c>SYSTEM_DEFINITIONID</c>.</summary>
    public long DefinitionId => Number("SYSTEM_DEFINITIONID");

    /// <summary>The number of the pull request: <c>SYSTEM_PULLREQUEST_PULLREQUESTID</c>.</summary>
    public long? PullRequestId => NumberOrNull("SYSTEM_PULLREQUEST_PULLREQUESTID");

    /// <summary>The ref that the pull request comes from: <c>SYSTEM_PULLREQUEST_SOURCEBRANCH</c>.</summary>
    public string? PullRequestSourceBranch => TextOrNull("SYSTEM_PULLREQUEST_SOURCEBRANCH");

    /// <summary>The ref that the pull request goes to: <c>SYSTEM_PULLREQUEST_TARGETBRANCH</c>.</summary>
    public string? PullRequestTargetBranch => TextOrNull("SYSTEM_PULLREQUEST_TARGETBRANCH");

    /// <summary>The identifier of the stage: <c>SYSTEM_STAGENAME</c>.</summary>
    public string StageName => Text("SYSTEM_STAGENAME");

    /// <summary>The shown name of the stage: <c>SYSTEM_STAGEDISPLAYNAME</c>.</summary>
    public string StageDisplayName => Text("SYSTEM_STAGEDISPLAYNAME");

    /// <summary>The address of the organisation: <c>SYSTEM_TEAMFOUNDATIONCOLLECTIONURI</c>.</summary>
    public string TeamFoundationCollectionUri => Text("SYSTEM_TEAMFOUNDATIONCOLLECTIONURI");

    /// <summary>The name of the project: <c>SYSTEM_TEAMPROJECT</c>.</summary>
    public string TeamProject => Text("SYSTEM_TEAMPROJECT");

    /// <summary>The identifier of the project: <c>SYSTEM_TEAMPROJECTID</c>.</summary>
    public Guid TeamProjectId => Identifier("SYSTEM_TEAMPROJECTID");

    /// <summary>The shown name of the job: <c>SYSTEM_JOBDISPLAYNAME</c>.</summary>
    public string JobDisplayName => Text("SYSTEM_JOBDISPLAYNAME");

    /// <summary>The identifier of this run of the job: <c>SYSTEM_JOBID</c>.</summary>
    public Guid JobId => Identifier("SYSTEM_JOBID");

    /// <summary>The identifier of this run of the step: <c>SYSTEM_TASKINSTANCEID</c>.</summary>
    public Guid TaskInstanceId => Identifier("SYSTEM_TASKINSTANCEID");

    /// <summary>The identifier of the job in the pipeline: <c>SYSTEM_PHASENAME</c>.</summary>
    public string PhaseName => Text("SYSTEM_PHASENAME");

    string? IBuildServer.Branch => TextOrNull("BUILD_SOURCEBRANCH");

    string? IBuildServer.Commit => TextOrNull("BUILD_SOURCEVERSION");
}

namespace Plimsoll.Build.CI;

/// <summary>Atlassian Bamboo. Each property is a variable of the job, read when it is asked for.</summary>
public sealed class Bamboo : Host, IBuildServer
{
    internal Bamboo(HostContext context) : base(context)
    {
    }

    /// <summary>The host of the running build, or <c>null</c> where that is another.</summary>
    public static Bamboo? Instance => Running<Bamboo>();

    /// <summary>The number of the agent: <c>bamboo_agentId</c>.</summary>
    public long AgentId => Number("bamboo_agentId");

    /// <summary>The working directory of the agent: <c>bamboo_agentWorkingDirectory</c>.</summary>
    public string AgentWorkingDirectory => Text("bamboo_agentWorkingDirectory");

    /// <summary>The directory of the agent itself: <c>BAMBOO_AGENT_HOME</c>.</summary>
    public string AgentHome => Text("BAMBOO_AGENT_HOME");

    /// <summary>The key of the job, such as <c>PROJ-PLAN-JOB1</c>: <c>bamboo_buildKey</c>.</summary>
    public string BuildKey => Text("bamboo_buildKey");

    /// <summary>The number of the build: <c>bamboo_buildNumber</c>.</summary>
    public long BuildNumber => Number("bamboo_buildNumber");

    /// <summary>The name of project and job: <c>bamboo_buildPlanName</c>.</summary>
    public string BuildPlanName => Text("bamboo_buildPlanName");

    /// <summary>The key of the result, such as <c>PROJ-PLAN-JOB1-12</c>: <c>bamboo_buildResultKey</c>.</summary>
    public string BuildResultsKey => Text("bamboo_buildResultKey");

    /// <summary>The page of the result: <c>bamboo_buildResultsUrl</c>.</summary>
    public string BuildResultsUrl => Text("bamboo_buildResultsUrl");

    /// <summary>When the build started: <c>bamboo_buildTimeStamp</c>.</summary>
    public DateTime BuildTimeStamp => Time("bamboo_buildTimeStamp");

    /// <summary>The working directory of the build: <c>bamboo_build_working_directory</c>.</summary>
    public string BuildWorkingDirectory => Text("bamboo_build_working_directory");

    /// <summary>Whether the build has failed: <c>bamboo_buildFailed</c>.</summary>
    public bool BuildFailed => Flag("bamboo_buildFailed");

    /// <summary>The key of the plan: <c>bamboo_planKey</c>.</summary>
    public string PlanKey => Text("bamboo_planKey");

    /// <summary>The key of the plan without its project: <c>bamboo_shortPlanKey</c>.</summary>
    public string ShortPlanKey => Text("bamboo_shortPlanKey");

    /// <summary>The name of the plan: <c>bamboo_planName</c>.</summary>
    public string PlanName => Text("bamboo_planName");

    /// <summary>The name of the plan without its project: <c>bamboo_shortPlanName</c>.</summary>
    public string ShortPlanName => Text("bamboo_shortPlanName");

    /// <summary>Where the plan's results are kept: <c>bamboo_plan_storageTag</c>.</summary>
    public string PlanStorageTag => Text("bamboo_plan_storageTag");

    /// <summary>The page of the plan's results: <c>bamboo_resultsUrl</c>.</summary>
    public string PlanResultsUrl => Text("bamboo_resultsUrl");

    /// <summary>The key of the job without its plan: <c>bamboo_shortJobKey</c>.</summary>
    public string ShortJobKey => Text("bamboo_shortJobKey");

    /// <summary>The name of the job without its plan: <c>bamboo_shortJobName</c>.</summary>
    public string ShortJobName => Text("bamboo_shortJobName");

    string? IBuildServer.Branch => TextOrNull("bamboo_planRepository_branchName");

    string? IBuildServer.Commit => TextOrNull("bamboo_planRepository_revision");
}

using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.CI.Generation.GitLab;

namespace Plimsoll.Build.CI;

/// <summary>
/// Describes the pipeline of GitLab, <c>.gitlab-ci.yml</c>: jobs that hand artifacts to each other. Each has the CI/CD variables of the
/// project, so that secrets need no more than the names that the build reads them from: <c>NUGET_API_KEY</c>.
/// </summary>
/// <example>
/// <code>
/// [GitLabCI(On = [GitLabCITrigger.MergeRequest], OnPushBranches = ["main"], InvokedTargets = [nameof(Test), nameof(Pack)])]
/// class Build : PlimsollBuild
/// </code>
/// </example>
/// <param name="image">
/// The image that the jobs run in, with a version; <c>null</c> for that of the SDK with the version of <c>global.json</c>.
/// </param>
public class GitLabCIAttribute(string? image = null) : ChainedConfigurationAttributeBase
{
    /// <summary>Where NuGet keeps packages, which GitLab can keep only below the root.</summary>
    internal const string Packages = ".nuget/packages";

    /// <inheritdoc />
    public override string IdPostfix => "";

    /// <summary>Events that start it without further conditions; they go together with the conditions below.</summary>
    public GitLabCITrigger[] On { get; set; } = [];

    /// <summary>A push of one of these branches starts it; <c>*</c> stands for anything but a slash, <c>**</c> also for these.</summary>
    public string[] OnPushBranches { get; set; } = [];

    /// <summary>Only a push of a branch that changes one of these paths starts it.</summary>
    public string[] OnPushIncludePaths { get; set; } = [];

    /// <summary>A push of one of these tags starts it; patterns as for branches.</summary>
    public string[] OnPushTags { get; set; } = [];

    /// <summary>A merge request into one of these branches starts it; patterns as for branches.</summary>
    public string[] OnMergeRequestBranches { get; set; } = [];

    /// <summary>Only a merge request that changes one of these paths starts it.</summary>
    public string[] OnMergeRequestIncludePaths { get; set; } = [];

    /// <summary>
    /// The tokens by which the build can prove to others which job it is (OpenID Connect), each as <c>VARIABLE: audience</c>. Jobs of the
    /// invoked targets get them.
    /// </summary>
    public string[] IdTokens { get; set; } = [];

    /// <summary>Variables of all jobs, each as <c>NAME: value</c>.</summary>
    public string[] Env { get; set; } = [];

    /// <summary>The tags of the runners that take the jobs.</summary>
    public string[] RunnerTags { get; set; } = [];

    /// <summary>The files that decide which kept ones are restored, two at the most; none keeps nothing.</summary>
    public string[] CacheKeyFiles { get; set; } = ["**/*.csproj", "**/Directory.Packages.props"];

    /// <summary>The folders that are kept from run to run, below the root. With <c>.nuget/packages</c>, NuGet keeps its packages there; <c>.nuke/temp/dotnet</c> is the SDK, where the image has none.</summary>
    public string[] CachePaths { get; set; } = [".nuke/temp/dotnet", Packages];

    /// <summary>Whether what the targets produce is kept. What other jobs consume always is.</summary>
    public bool PublishArtifacts { get; set; } = true;

    /// <summary>After how many minutes each job is ended; 0 for the project's default.</summary>
    public int TimeoutMinutes { get; set; }

    /// <summary>How many commits are checked out; 0, the default, for all with all tags, which versions need.</summary>
    public int FetchDepth { get; set; }

    /// <summary>Whether submodules are checked out, and theirs.</summary>
    public bool Submodules { get; set; }

    internal override string HostName => "GitLabCI";

    internal string? Image => image;

    internal override GeneratedFile Generate(GenerationContext context) =>
        new GitLabPipeline(this, context, PlanJobs(context), FindInvoked(context)).Generate();
}

using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.CI.Generation.Azure;

namespace Plimsoll.Build.CI;

/// <summary>
/// Describes a pipeline of Azure, <c>azure-pipelines.yml</c> or <c>azure-pipelines.SUFFIX.yml</c>: a stage on each image, with jobs that
/// hand artifacts to each other.
/// </summary>
/// <example>
/// <code>
/// [AzurePipelines(AzurePipelinesImage.UbuntuLatest, TriggerBranchesInclude = ["main"], InvokedTargets = [nameof(Test), nameof(Pack)])]
/// class Build : PlimsollBuild
/// </code>
/// </example>
public class AzurePipelinesAttribute : ChainedConfigurationAttributeBase
{
    private readonly string? _suffix;
    private readonly AzurePipelinesImage[] _images;
    private GenerationContext? _context;
    private AzureJobs? _jobs;
    private ExecutableTarget? _target;

    /// <summary>Describes <c>azure-pipelines.yml</c>.</summary>
    /// <param name="image">The machine that it runs on.</param>
    /// <param name="images">More machines; each runs all.</param>
    public AzurePipelinesAttribute(AzurePipelinesImage image, params AzurePipelinesImage[] images) : this(null, image, images)
    {
    }

    /// <summary>Describes <c>azure-pipelines.SUFFIX.yml</c>.</summary>
    /// <param name="suffix">What tells the file from others; <c>null</c> for the one without.</param>
    /// <param name="image">The machine that it runs on.</param>
    /// <param name="images">More machines; each runs all.</param>
    public AzurePipelinesAttribute(string? suffix, AzurePipelinesImage image, params AzurePipelinesImage[] images)
    {
        _suffix = suffix;
        _images = [.. images.Prepend(image).Distinct()];
    }

    /// <inheritdoc />
    public override string IdPostfix => _suffix ?? "";

    /// <summary>Whether a push never starts it, whatever is said below.</summary>
    public bool TriggerDisabled { get; set; }

    /// <summary>Whether pushes of a branch that come while it runs are built together after it.</summary>
    public bool TriggerBatch
    {
        get => Batch ?? false;
        set => Batch = value;
    }

    /// <summary>A push of one of these branches starts it; patterns are allowed. Without any, and without a tag, each branch does.</summary>
    public string[] TriggerBranchesInclude { get; set; } = [];

    /// <summary>A push of these branches does not start it.</summary>
    public string[] TriggerBranchesExclude { get; set; } = [];

    /// <summary>A push of one of these tags starts it.</summary>
    public string[] TriggerTagsInclude { get; set; } = [];

    /// <summary>A push of these tags does not start it.</summary>
    public string[] TriggerTagsExclude { get; set; } = [];

    /// <summary>Only a push that changes one of these paths starts it.</summary>
    public string[] TriggerPathsInclude { get; set; } = [];

    /// <summary>A push that changes only these paths does not start it.</summary>
    public string[] TriggerPathsExclude { get; set; } = [];

    /// <summary>Whether a pull request never starts it. Those of Azure Repos start it only by a policy of the branch, whatever is said here.</summary>
    public bool PullRequestsDisabled { get; set; }

    /// <summary>Whether a new commit of a pull request ends the run of the one before; Azure's default.</summary>
    public bool PullRequestsAutoCancel
    {
        get => AutoCancel ?? true;
        set => AutoCancel = value;
    }

    /// <summary>A pull request into one of these branches starts it.</summary>
    public string[] PullRequestsBranchesInclude { get; set; } = [];

    /// <summary>A pull request into these branches does not start it.</summary>
    public string[] PullRequestsBranchesExclude { get; set; } = [];

    /// <summary>Only a pull request that changes one of these paths starts it.</summary>
    public string[] PullRequestsPathsInclude { get; set; } = [];

    /// <summary>A pull request that changes only these paths does not start it.</summary>
    public string[] PullRequestsPathsExclude { get; set; } = [];

    /// <summary>The files that decide which kept ones are restored; none keeps nothing.</summary>
    public string[] CacheKeyFiles { get; set; } = ["**/global.json", "**/*.csproj", "**/Directory.Packages.props"];

    /// <summary>The folders that are kept from run to run; see <see cref="AzurePipelinesCachePaths"/>.</summary>
    public string[] CachePaths { get; set; } = [AzurePipelinesCachePaths.NuGet];

    /// <summary>The variable groups of the project whose variables the jobs have.</summary>
    public string[] ImportVariableGroups { get; set; } = [];

    /// <summary>
    /// Names of parameters that come from secret variables of the same name, of the pipeline or of a group: no job has those otherwise. The
    /// build gets them in the variables that it reads these parameters from. They go to jobs of the invoked targets only, and to jobs with
    /// a target that requires them.
    /// </summary>
    public string[] ImportSecrets { get; set; } = [];

    /// <summary>The parameter that comes from the job's token; <c>null</c> for none.</summary>
    public string? ImportSystemAccessTokenAs { get; set; }

    /// <summary>Whether the build gets the job's token, as <c>SYSTEM_ACCESSTOKEN</c>.</summary>
    public bool EnableAccessToken { get; set; }

    /// <summary>Whether what the targets produce is kept. What other jobs consume always is.</summary>
    public bool PublishArtifacts { get; set; } = true;

    /// <summary>How many commits are checked out; 0, the default, for all with all tags, which versions need.</summary>
    public int FetchDepth { get; set; }

    /// <summary>Whether submodules are checked out.</summary>
    public bool Submodules { get; set; }

    /// <summary>Whether files of Git LFS are checked out.</summary>
    public bool LargeFileStorage { get; set; }

    /// <summary>Whether the folder is emptied before the checkout, on machines that keep it.</summary>
    public bool Clean { get; set; }

    internal override string HostName => "AzurePipelines";

    internal IReadOnlyList<AzurePipelinesImage> Images => _images;

    internal bool? Batch { get; private set; }

    internal bool? AutoCancel { get; private set; }

    private GenerationContext Context => _context ?? throw new InvalidOperationException("The build is known only while the file is generated.");

    private AzureJobs Jobs => _jobs ?? throw new InvalidOperationException("The jobs are known only while the file is generated.");

    internal override GeneratedFile Generate(GenerationContext context)
    {
        _context = context;
        _jobs = new AzureJobs(PlanJobs(context), FindInvoked(context), _images);
        IReadOnlyList<ExecutableTarget> targets = [.. _jobs.Targets];
        return new AzurePipeline(this).Generate(() => _images.Select(image => GetStage(image, targets)));
    }

    /// <summary>Describes the stage on an image. Override it to change it: without an image, it runs in the pool of the pipeline's settings.</summary>
    /// <param name="image">The image.</param>
    /// <param name="relevantTargets">The targets that have jobs, each behind those that it waits for.</param>
    protected virtual AzurePipelinesStage GetStage(AzurePipelinesImage image, IReadOnlyCollection<ExecutableTarget> relevantTargets)
    {
        var jobs = new LookupTable<ExecutableTarget, AzurePipelinesJob>();
        foreach (var target in relevantTargets)
            jobs.Add(target, GetJob(target, jobs, relevantTargets, image));
        return new AzurePipelinesStage
        {
            Name = AzureNames.ToId(AzureNames.Of(image)),
            DisplayName = AzureNames.Of(image),
            Image = image,
            Jobs = [.. relevantTargets.SelectMany(target => jobs[target])],
        };
    }

    /// <summary>Describes the job of a target. Override it to change it.</summary>
    /// <param name="executableTarget">The target.</param>
    /// <param name="jobs">The jobs of the stage that are described already.</param>
    /// <param name="relevantTargets">The targets that have jobs.</param>
    /// <param name="image">The image.</param>
    protected virtual AzurePipelinesJob GetJob(
        ExecutableTarget executableTarget,
        LookupTable<ExecutableTarget, AzurePipelinesJob> jobs,
        IReadOnlyCollection<ExecutableTarget> relevantTargets,
        AzurePipelinesImage image)
    {
        var job = Jobs[executableTarget];
        return new AzurePipelinesJob
        {
            Name = AzureNames.ToId(executableTarget.Name),
            DisplayName = executableTarget.Name,
            Dependencies = [.. job.Needs.SelectMany(target => jobs[target])],
            Parallel = job.Partitions > 1 ? job.Partitions : 0,
            Steps = [.. GetSteps(executableTarget, relevantTargets, image)],
        };
    }

    /// <summary>Describes the steps of a job. Override it to add some.</summary>
    /// <param name="executableTarget">The target that the job is for.</param>
    /// <param name="relevantTargets">The targets that have jobs.</param>
    /// <param name="image">The image.</param>
    protected virtual IEnumerable<AzurePipelinesStep> GetSteps(ExecutableTarget executableTarget, IReadOnlyCollection<ExecutableTarget> relevantTargets, AzurePipelinesImage image)
    {
        _target = executableTarget;
        return new AzureSteps(this, Context, Jobs, Jobs[executableTarget], image).Create(GetImports());
    }

    /// <summary>The environment variables that the build gets, with macros of Azure Pipelines as values. Override it to add some.</summary>
    protected virtual IEnumerable<(string Key, string Value)> GetImports()
    {
        if (EnableAccessToken)
            yield return ("SYSTEM_ACCESSTOKEN", "$(System.AccessToken)");
        if (!string.IsNullOrEmpty(ImportSystemAccessTokenAs))
            yield return (Context.GetVariable(ImportSystemAccessTokenAs), "$(System.AccessToken)");
        var job = Jobs[_target ?? throw new InvalidOperationException("The job is known only while its steps are described.")];
        foreach (var secret in ImportSecrets.Where(name => Jobs.IsInvoked(job) || Context.IsRequired(name, job.Targets)))
            yield return (Context.GetVariable(secret), $"$({secret})");
    }
}

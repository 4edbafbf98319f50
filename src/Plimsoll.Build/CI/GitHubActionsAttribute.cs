using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.CI.Generation.GitHub;
using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.CI;

/// <summary>
/// Describes a workflow of GitHub Actions, <c>.github/workflows/NAME.yml</c>: a job on each image that runs the targets, or with
/// <see cref="JobPerTarget"/> several jobs with artifacts between them.
/// </summary>
/// <example>
/// <code>
/// [GitHubActions("ci", GitHubActionsImage.UbuntuLatest, OnPushBranches = ["main"], OnPullRequestBranches = ["main"], InvokedTargets = [nameof(Test)])]
/// class Build : PlimsollBuild
/// </code>
/// </example>
public class GitHubActionsAttribute : ConfigurationAttributeBase
{
    private readonly string _name;
    private readonly GitHubActionsImage[] _images;
    private GenerationContext? _context;
    private GitHubWorkflow? _workflow;
    private GitHubJobPlan? _job;

    /// <summary>Describes a workflow.</summary>
    /// <param name="name">Its name, which is that of the file; a space becomes an underscore.</param>
    /// <param name="image">The machine that it runs on.</param>
    /// <param name="images">More machines; each runs all.</param>
    public GitHubActionsAttribute(string name, GitHubActionsImage image, params GitHubActionsImage[] images)
    {
        _name = name.Replace(' ', '_');
        _images = [.. images.Prepend(image).Distinct()];
    }

    /// <inheritdoc />
    public override string IdPostfix => _name;

    /// <summary>Events that start it without further conditions; they go together with the conditions below.</summary>
    public GitHubActionsTrigger[] On { get; set; } = [];

    /// <summary>A push of one of these branches starts it; patterns are allowed.</summary>
    public string[] OnPushBranches { get; set; } = [];

    /// <summary>A push of any other branch than these starts it.</summary>
    public string[] OnPushBranchesIgnore { get; set; } = [];

    /// <summary>A push of one of these tags starts it.</summary>
    public string[] OnPushTags { get; set; } = [];

    /// <summary>A push of any other tag than these starts it.</summary>
    public string[] OnPushTagsIgnore { get; set; } = [];

    /// <summary>Only a push that changes one of these paths starts it.</summary>
    public string[] OnPushIncludePaths { get; set; } = [];

    /// <summary>A push that changes only these paths does not start it.</summary>
    public string[] OnPushExcludePaths { get; set; } = [];

    /// <summary>A pull request into one of these branches starts it.</summary>
    public string[] OnPullRequestBranches { get; set; } = [];

    /// <summary>Has no effect, because a pull request has no tag: GitHub does not know such a condition. For builds of NUKE.</summary>
    public string[] OnPullRequestTags { get; set; } = [];

    /// <summary>Only a pull request that changes one of these paths starts it.</summary>
    public string[] OnPullRequestIncludePaths { get; set; } = [];

    /// <summary>A pull request that changes only these paths does not start it.</summary>
    public string[] OnPullRequestExcludePaths { get; set; } = [];

    /// <summary>Names of parameters that somebody who starts it by hand may give.</summary>
    public string[] OnWorkflowDispatchOptionalInputs { get; set; } = [];

    /// <summary>Names of parameters that somebody who starts it by hand has to give.</summary>
    public string[] OnWorkflowDispatchRequiredInputs { get; set; } = [];

    /// <summary>When it starts by itself, in UTC: minute, hour, day, month and day of the week, as cron takes them.</summary>
    public string? OnCronSchedule { get; set; }

    /// <summary>Environment variables of all jobs, each as <c>NAME: value</c>.</summary>
    public string[] Env { get; set; } = [];

    /// <summary>
    /// Names of parameters that come from secrets of the repository: <c>NuGetApiKey</c> from <c>NUGET_API_KEY</c>. The build gets them in the
    /// variables that it reads these parameters from.
    /// </summary>
    public string[] ImportSecrets { get; set; } = [];

    /// <summary>Names of parameters that come from variables of the repository, named as for <see cref="ImportSecrets"/>.</summary>
    public string[] ImportParameters { get; set; } = [];

    /// <summary>Whether the build gets the workflow's token, as <c>GITHUB_TOKEN</c>.</summary>
    public bool EnableGitHubToken { get; set; }

    /// <summary>What the token may write; with <see cref="GitHubActionsPermissions.IdToken"/> the build can prove to others which workflow it is.</summary>
    public GitHubActionsPermissions[] WritePermissions { get; set; } = [];

    /// <summary>What the token may read. It always reads the repository's contents; nothing else unless it is named.</summary>
    public GitHubActionsPermissions[] ReadPermissions { get; set; } = [];

    /// <summary>The files that are kept from run to run. With <c>.nuke/temp</c>, a build that another branch compiled could run with the secrets of this one.</summary>
    public string[] CacheIncludePatterns { get; set; } = ["~/.nuget/packages"];

    /// <summary>Files that are not kept.</summary>
    public string[] CacheExcludePatterns { get; set; } = [];

    /// <summary>The files that decide which kept ones are restored; none keeps nothing.</summary>
    public string[] CacheKeyFiles { get; set; } = ["**/global.json", "**/*.csproj", "**/Directory.Packages.props"];

    /// <summary>Whether what the targets produce is kept. What other jobs consume always is.</summary>
    public bool PublishArtifacts { get; set; } = true;

    /// <summary>An expression of GitHub; artifacts are kept where it is true. <c>null</c> for where the job has not failed.</summary>
    public string? PublishCondition { get; set; }

    /// <summary>After how many minutes each job is ended; 0 for GitHub's default, six hours.</summary>
    public int TimeoutMinutes { get; set; }

    /// <summary>The environment that the jobs deploy to, whose protection and secrets they get.</summary>
    public string? EnvironmentName { get; set; }

    /// <summary>The address of that environment.</summary>
    public string? EnvironmentUrl { get; set; }

    /// <summary>Only one run of a group goes on at a time.</summary>
    public string? ConcurrencyGroup { get; set; }

    /// <summary>Whether a new run of the group ends the one that goes on; without a group, those of the same pull request.</summary>
    public bool ConcurrencyCancelInProgress { get; set; }

    /// <summary>Only one job of a group goes on at a time, and one waits. With <see cref="JobPerTarget"/> only jobs of <see cref="InvokedTargets"/> are in it.</summary>
    public string? JobConcurrencyGroup { get; set; }

    /// <summary>Whether a new job of the group ends the one that goes on; without a group, those of the same pull request.</summary>
    public bool JobConcurrencyCancelInProgress { get; set; }

    /// <summary>The shell of all jobs; <c>null</c> for that of the machine.</summary>
    public string? DefaultShell { get; set; }

    /// <summary>The targets that it runs; none for the default ones of the build.</summary>
    public string[] InvokedTargets { get; set; } = [];

    /// <summary>
    /// Whether targets have jobs of their own: each of <see cref="InvokedTargets"/> that no other one depends on, each that is partitioned
    /// (a matrix), each that is triggered, and each whose artifacts another target consumes, which are handed from job to job. A target that is
    /// none of these runs in each job that depends on it. Otherwise one job runs all, the default.
    /// Rights to write, the environment and the secrets go to jobs of <see cref="InvokedTargets"/> only, a secret also to jobs with a target
    /// that requires it.
    /// </summary>
    public bool JobPerTarget { get; set; }

    /// <summary>The labels of a machine of yours, instead of the image.</summary>
    public string[] RunsOnLabels { get; set; } = [];

    /// <summary>Which submodules are checked out.</summary>
    public GitHubActionsSubmodules Submodules { get; set; }

    /// <summary>Whether files of Git LFS are checked out.</summary>
    public bool Lfs { get; set; }

    /// <summary>How many commits are checked out; 0, the default, for all with all tags, which versions need.</summary>
    public uint FetchDepth { get; set; }

    /// <summary>Whether the checkout shows its progress.</summary>
    public bool Progress { get; set; } = true;

    /// <summary>A filter of <c>git clone</c> for the checkout, such as <c>tree:0</c>.</summary>
    public string? Filter { get; set; }

    /// <summary>What is checked out, such as <c>${{ github.head_ref }}</c>; <c>null</c> for the commit of the event.</summary>
    public string? CheckoutRef { get; set; }

    /// <summary>More inputs of the checkout, each as <c>name: value</c>.</summary>
    public string[] CheckoutWith { get; set; } = [];

    internal override string HostName => "GitHubActions";

    internal IReadOnlyList<GitHubActionsImage> Images => _images;

    internal override GeneratedFile Generate(GenerationContext context)
    {
        _context = context;
        _workflow = new GitHubWorkflow(this, context);
        return _workflow.Write(GetConfiguration(_workflow.Targets));
    }

    /// <summary>
    /// Describes the workflow; the result is a <see cref="GitHubActionsConfiguration"/>. Override it to add jobs of your own, or for what
    /// this attribute has no property for.
    /// </summary>
    /// <param name="relevantTargets">The targets that run in it, in their order.</param>
    public virtual ConfigurationEntity GetConfiguration(IReadOnlyCollection<ExecutableTarget> relevantTargets) =>
        (_workflow ?? throw new InvalidOperationException("The workflow is known only while the file is generated.")).Create(GetTriggers(), CreateJob);

    /// <summary>What starts the workflow. Override it to add events that this attribute has no property for.</summary>
    protected virtual IEnumerable<GitHubActionsDetailedTrigger> GetTriggers() => new GitHubEvents(this).Create();

    /// <summary>Describes a job. Override it to add steps of your own.</summary>
    /// <param name="image">The machine that it runs on.</param>
    /// <param name="relevantTargets">The targets that run in it, in their order.</param>
    protected virtual GitHubActionsJob GetJobs(GitHubActionsImage image, IReadOnlyCollection<ExecutableTarget> relevantTargets)
    {
        var job = Current;
        var hasRights = JobPerTarget && job.IsTrusted && WritePermissions.Length > 0;
        return new GitHubActionsJob
        {
            Name = job.Id,
            Image = image,
            RunsOnLabels = RunsOnLabels,
            Needs = [.. job.Needs],
            Partitions = job.Job.Partitions,
            TimeoutMinutes = TimeoutMinutes,
            EnvironmentName = job.IsTrusted ? EnvironmentName : null,
            EnvironmentUrl = job.IsTrusted ? EnvironmentUrl : null,
            ReadPermissions = hasRights ? [GitHubActionsPermissions.Contents, .. ReadPermissions] : [],
            WritePermissions = hasRights ? WritePermissions : [],
            ConcurrencyGroup = job.IsTrusted ? JobConcurrencyGroup : null,
            ConcurrencyCancelInProgress = JobConcurrencyCancelInProgress,
            Steps = [.. new GitHubSteps(this, _context!, job, GetImports()).Create()],
        };
    }

    /// <summary>The environment variables that the build gets, with expressions of GitHub as values. Override it to add some.</summary>
    protected virtual IEnumerable<(string Key, string Value)> GetImports()
    {
        foreach (var input in OnWorkflowDispatchOptionalInputs.Concat(OnWorkflowDispatchRequiredInputs).Concat(GitHubInputs.Find(this).Select(input => input.Name)))
            yield return (_context!.GetVariable(input), $"${{{{ inputs.{input} }}}}");
        foreach (var parameter in ImportParameters)
            yield return (_context!.GetVariable(parameter), $"${{{{ vars.{ParameterName.ToVariable(parameter)} }}}}");
        foreach (var secret in ImportSecrets.Where(name => Current.IsTrusted || _context!.IsRequired(name, Current.Job.Targets)))
            yield return (_context!.GetVariable(secret), $"${{{{ secrets.{ParameterName.ToVariable(secret)} }}}}");
        if (EnableGitHubToken)
            yield return ("GITHUB_TOKEN", "${{ secrets.GITHUB_TOKEN }}");
    }

    private GitHubJobPlan Current => _job ?? throw new InvalidOperationException("The job is known only while the file is generated.");

    private GitHubActionsJob CreateJob(GitHubJobPlan job)
    {
        _job = job;
        return GetJobs(job.Image, job.Job.Targets);
    }
}

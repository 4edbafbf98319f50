using Plimsoll.Build.CI.Generation;

namespace Plimsoll.Build.CI;

/// <summary>What the attributes share that describe several jobs with artifacts between them.</summary>
/// <remarks>
/// A target has a job of its own if it is one of <see cref="InvokedTargets"/> that no other one depends on, if it is partitioned, or if
/// another target consumes its artifacts, which are handed from job to job. One that is none of these runs in each job that depends on it.
/// </remarks>
public abstract class ChainedConfigurationAttributeBase : ConfigurationAttributeBase
{
    /// <summary>The targets that it runs; none for the default ones of the build.</summary>
    public string[] InvokedTargets { get; set; } = [];

    /// <summary>
    /// Targets that have no job of their own, although they are partitioned or others consume their artifacts: they run in each job that
    /// depends on them.
    /// </summary>
    public string[] NonEntryTargets { get; set; } = [];

    /// <summary>Targets that no job runs, and with them what only they depend on.</summary>
    public string[] ExcludedTargets { get; set; } = [];

    /// <summary>Returns the targets that are named, or the default ones, without the excluded ones.</summary>
    /// <exception cref="BuildException">There are none, or one is not of the build (exit code 2).</exception>
    private protected IReadOnlyList<ExecutableTarget> FindInvoked(GenerationContext context)
    {
        var invoked = InvokedTargets.Length > 0 ? context.FindTargets(InvokedTargets, this) : context.Defaults;
        List<ExecutableTarget> left = [.. invoked.Except(context.FindTargets(ExcludedTargets, this))];
        return left.Count > 0 ? left : throw CreateError("has no targets", "Name some in InvokedTargets.");
    }

    /// <summary>Divides the targets among jobs.</summary>
    /// <exception cref="BuildException">They cannot be divided, or one is not of the build (exit code 2).</exception>
    private protected IReadOnlyList<PipelineJob> PlanJobs(GenerationContext context) =>
        PipelineJobs.Split(context.Targets, FindInvoked(context), context.FindTargets(ExcludedTargets, this), context.FindTargets(NonEntryTargets, this));
}

using Plimsoll.Build.Planning;

namespace Plimsoll.Build.CI.Generation;

/// <summary>Divides targets among the jobs of a pipeline, whatever the host.</summary>
/// <remarks>
/// A machine has nothing of what another one did, except for the artifacts that it is given. So a target runs in each job that depends
/// on it, and is left to a job of its own only where that is enough: where its artifacts are consumed, or its work is divided.
/// </remarks>
internal static class PipelineJobs
{
    /// <summary>One job for all.</summary>
    /// <param name="all">All targets of the build.</param>
    /// <param name="invoked">What the job runs, with all that they depend on and trigger; none for the default targets.</param>
    public static PipelineJob Join(IReadOnlyList<ExecutableTarget> all, IReadOnlyList<ExecutableTarget> invoked) =>
        new() { Invoked = invoked, Targets = ExecutionPlan.Create(all, invoked).Targets };

    /// <summary>
    /// A job for each target that is invoked and that no other invoked target depends on, for each that is partitioned, for each whose
    /// artifacts another target consumes, and for each that is triggered: with its trigger it would run once in every job of that, and might
    /// have to wait for a job that waits for its own. What a set-up triggers is the exception: each job that prepares also cleans up.
    /// </summary>
    /// <param name="all">All targets of the build.</param>
    /// <param name="invoked">What the pipeline runs, with all that they depend on and trigger.</param>
    /// <param name="excluded">What no job runs, and what only that depends on; none of them is invoked.</param>
    /// <param name="joined">What has no job of its own unless it is invoked or triggered, and so runs in each that depends on it.</param>
    /// <returns>The jobs, each behind those that it needs.</returns>
    /// <exception cref="BuildException">A target consumes what none produces, or jobs wait for each other (exit code 2).</exception>
    public static IReadOnlyList<PipelineJob> Split(
        IReadOnlyList<ExecutableTarget> all,
        IReadOnlyList<ExecutableTarget> invoked,
        IReadOnlyCollection<ExecutableTarget>? excluded = null,
        IReadOnlyCollection<ExecutableTarget>? joined = null)
    {
        excluded ??= [];
        joined ??= [];
        var plan = Plan(all, invoked);
        var live = Reach(invoked, t => t.Dependencies.Concat(t.Triggered).Concat(t.Consumes).Except(excluded));
        var consumed = live.SelectMany(t => t.Consumes).ToHashSet();
        var triggered = live.Where(t => !t.IsSetup).SelectMany(t => t.Triggered).ToHashSet();
        var dependencies = invoked.SelectMany(t => Reach(GetCompanions(t).Except(excluded), d => GetCompanions(d).Except(excluded))).ToHashSet();
        var own = live.Where(t => triggered.Contains(t)
            || (invoked.Contains(t) && !dependencies.Contains(t))
            || (!joined.Contains(t) && (t.Definition.PartitionSize > 1 || consumed.Contains(t)))).ToHashSet();
        return Sort(WaitForTriggers([.. plan.Targets.Where(own.Contains).Select(t => CreateJob(plan, t, own, excluded))], own));
    }

    /// <summary>What runs in each job that runs the target, unless it has one of its own.</summary>
    private static IEnumerable<ExecutableTarget> GetCompanions(ExecutableTarget target) => target.IsSetup ? target.Dependencies.Concat(target.Triggered) : target.Dependencies;

    /// <summary>Plans the targets, and those whose artifacts they consume.</summary>
    private static ExecutionPlan Plan(IReadOnlyList<ExecutableTarget> all, IReadOnlyList<ExecutableTarget> invoked)
    {
        for (var roots = invoked; ;)
        {
            var plan = ExecutionPlan.Create(all, roots);
            foreach (var target in plan.Targets)
                if (target.Consumes.Find(t => t.Definition.Products.Count == 0) is { } empty)
                    throw BuildException.Usage($"Target {target} consumes the artifacts of {empty}, which produces none.", $"Write {empty} with .Produces(\"artifacts/*.zip\"), or remove .Consumes({empty}) from {target}.");
            var missing = plan.Targets.SelectMany(t => t.Consumes).Where(t => !plan.Contains(t)).Distinct().ToList();
            if (missing.Count == 0)
                return plan;
            roots = [.. roots, .. missing];
        }
    }

    private static PipelineJob CreateJob(ExecutionPlan plan, ExecutableTarget target, HashSet<ExecutableTarget> own, IReadOnlyCollection<ExecutableTarget> excluded)
    {
        var reached = Reach([target], t => GetCompanions(t).Except(excluded).Where(d => !own.Contains(d) || (d.Definition.PartitionSize == 1 && !t.Consumes.Contains(d)))).ToHashSet();

        // All that have jobs are named, because two of them that schedule each other do not go when the one is skipped that schedules both.
        var skipped = Reach([target], t => t.Dependencies.Concat(t.Triggered)).Where(t => (own.Contains(t) && !reached.Contains(t)) || excluded.Contains(t)).ToHashSet();
        var consumed = reached.SelectMany(t => t.Consumes).Except(excluded).Where(t => !reached.Contains(t)).ToHashSet();
        if (consumed.FirstOrDefault(t => !own.Contains(t)) is { } joined)
            throw BuildException.Usage($"The job of {target} consumes the artifacts of {joined}, which has no job of its own and does not run there.", $"Let what consumes them depend on {joined}, or let {joined} have a job.");

        // Ways lead through targets that run in other jobs, up to the ones that these are for.
        var ways = Reach(reached, t => t != target && own.Contains(t) && !reached.Contains(t) ? [] : GetPredecessors(plan, t, reached));
        var needs = ways.Where(t => own.Contains(t) && !reached.Contains(t)).Concat(consumed).ToHashSet();
        return new PipelineJob
        {
            Invoked = [target],
            Targets = [.. plan.Targets.Where(reached.Contains)],
            Skipped = [.. plan.Targets.Where(skipped.Contains)],
            Needs = [.. plan.Targets.Where(needs.Contains)],
            Consumes = [.. plan.Targets.Where(consumed.Contains)],
            Partitions = target.Definition.PartitionSize,
        };
    }

    /// <summary>What runs before the target, except for what uses a context that this job cleans up: the job of that cleans up itself.</summary>
    private static IEnumerable<ExecutableTarget> GetPredecessors(ExecutionPlan plan, ExecutableTarget target, HashSet<ExecutableTarget> reached)
    {
        var setups = reached.Where(t => t.IsSetup && reached.Contains(target) && t.Triggered.Contains(target)).ToList();
        var predecessors = plan.GetPredecessors(target);
        return setups.Count == 0 ? predecessors : predecessors.Where(t => reached.Contains(t) || !Reach([t], d => d.Dependencies).Exists(setups.Contains));
    }

    /// <summary>
    /// Lets the job of what is triggered wait for the jobs that run its trigger, where that has no job of its own; except for those that wait
    /// for it.
    /// </summary>
    private static List<PipelineJob> WaitForTriggers(List<PipelineJob> jobs, HashSet<ExecutableTarget> own)
    {
        var waiting = jobs.ToDictionary(job => job.Target!);
        foreach (var (target, runner) in jobs.SelectMany(runner => runner.Targets.Where(t => !own.Contains(t)).SelectMany(t => t.Triggered).Distinct().Select(t => (t, runner.Target!))))
            if (waiting.TryGetValue(target, out var job) && !job.Needs.Contains(runner) && !Reach([runner], t => waiting[t].Needs).Contains(target))
                waiting[target] = job with { Needs = [.. jobs.Select(other => other.Target!).Where(t => t == runner || job.Needs.Contains(t))] };
        return [.. jobs.Select(job => waiting[job.Target!])];
    }

    /// <summary>Puts each job behind those that it needs. What is consumed without being a dependency may be planned after its consumer.</summary>
    private static List<PipelineJob> Sort(List<PipelineJob> jobs)
    {
        var sorted = new List<PipelineJob>();
        var done = new HashSet<ExecutableTarget>();
        while (jobs.Count > 0)
        {
            var next = jobs.Find(job => job.Needs.All(done.Contains)) ?? throw BuildException.Usage(
                $"Jobs wait for each other: {string.Join(", ", jobs.Select(job => $"{job.Target} needs {string.Join(" and ", job.Needs.Where(t => !done.Contains(t)))}"))}.",
                "A target must run after the one whose artifacts it consumes: add DependsOn or After.");
            jobs.Remove(next);
            sorted.Add(next);
            done.Add(next.Target!);
        }

        return sorted;
    }

    private static List<ExecutableTarget> Reach(IEnumerable<ExecutableTarget> start, Func<ExecutableTarget, IEnumerable<ExecutableTarget>> next)
    {
        var reached = new HashSet<ExecutableTarget>();
        var pending = new Queue<ExecutableTarget>(start);
        while (pending.TryDequeue(out var target))
            if (reached.Add(target))
                foreach (var other in next(target))
                    pending.Enqueue(other);
        return [.. reached];
    }
}

namespace Plimsoll.Build.Planning;

/// <summary>The targets of one run in execution order: a part of the <see cref="TargetOrder"/> of all targets.</summary>
/// <param name="invoked">The invoked targets.</param>
/// <param name="targets">All targets to run, each after its predecessors.</param>
internal sealed class ExecutionPlan(IReadOnlyList<ExecutableTarget> invoked, IReadOnlyList<ExecutableTarget> targets)
{
    private readonly HashSet<ExecutableTarget> _members = [.. targets];

    private ILookup<ExecutableTarget, ExecutableTarget>? _schedulers;

    /// <summary>The invoked targets.</summary>
    public IReadOnlyList<ExecutableTarget> Invoked => invoked;

    /// <summary>All targets to run, each after its predecessors.</summary>
    public IReadOnlyList<ExecutableTarget> Targets => targets;

    /// <summary>Plans a run: the invoked targets, what they depend on and trigger, and so on.</summary>
    /// <exception cref="BuildException">Targets wait for each other in a cycle; the message names it (exit code 2).</exception>
    public static ExecutionPlan Create(IReadOnlyList<ExecutableTarget> all, IReadOnlyList<ExecutableTarget> invoked)
    {
        var order = TargetOrder.Sort(all);
        var scheduled = Reach(invoked, t => t.Dependencies.Concat(t.Triggered)).ToHashSet();
        foreach (var target in scheduled)
            // Plans of what pipelines run are made while the targets of the run are skipped already.
            target.Status = target.Status == default ? ExecutionStatus.Scheduled : target.Status;
        return new ExecutionPlan(invoked, [.. order.Where(scheduled.Contains)]);
    }

    /// <summary>
    /// The pairs of targets that run one after the other though nothing says so. Without one, there is only one order: each target waits
    /// for the one before it.
    /// </summary>
    public IReadOnlyList<(ExecutableTarget First, ExecutableTarget Then)> FindUnordered() =>
        [.. targets.Zip(targets.Skip(1)).Where(pair => !GetPredecessors(pair.Second).Contains(pair.First))];

    /// <summary>Whether the target is to run.</summary>
    public bool Contains(ExecutableTarget target) => _members.Contains(target);

    /// <summary>The targets of the plan that depend on the target or trigger it.</summary>
    public IEnumerable<ExecutableTarget> GetSchedulers(ExecutableTarget target) => (_schedulers ??= targets
        .SelectMany(t => t.Dependencies.Concat(t.Triggered).Select(other => (Scheduled: other, By: t))).ToLookup(p => p.Scheduled, p => p.By))[target];

    /// <summary>
    /// The targets of the plan that run before this one by an edge, or by several with only targets between them that are not in the
    /// plan; dependencies first.
    /// </summary>
    public IReadOnlyList<ExecutableTarget> GetPredecessors(ExecutableTarget target)
    {
        var direct = target.Dependencies.Concat(target.Waits.Select(e => e.First)).ToList();
        return [.. Reach(direct, t => Contains(t) ? [] : t.Waits.Select(e => e.First)).Where(Contains)];
    }

    /// <summary>Returns the targets and all that are reached from them, each once, those near the start first.</summary>
    private static List<ExecutableTarget> Reach(IEnumerable<ExecutableTarget> start, Func<ExecutableTarget, IEnumerable<ExecutableTarget>> next)
    {
        var reached = new List<ExecutableTarget>();
        var seen = new HashSet<ExecutableTarget>();
        var pending = new Queue<ExecutableTarget>(start);
        while (pending.TryDequeue(out var target))
        {
            if (!seen.Add(target))
                continue;
            reached.Add(target);
            foreach (var other in next(target))
                pending.Enqueue(other);
        }

        return reached;
    }
}


namespace Plimsoll.Build.Planning;

/// <summary>
/// The targets of one run in execution order. The order is stable: targets without an edge between them stay in the
/// order in which they were invoked and declared.
/// </summary>
/// <param name="Invoked">The invoked targets.</param>
/// <param name="Targets">All targets to run, each after its predecessors.</param>
internal sealed record ExecutionPlan(IReadOnlyList<ExecutableTarget> Invoked, IReadOnlyList<ExecutableTarget> Targets)
{
    /// <summary>Plans a run. Linear in targets and edges.</summary>
    /// <exception cref="BuildException">Targets depend on each other in a cycle; the message names it (exit code 2).</exception>
    public static ExecutionPlan Create(IReadOnlyList<ExecutableTarget> all, IReadOnlyList<ExecutableTarget> invoked)
    {
        // A cycle of dependencies is an error of the build itself, whichever targets are invoked.
        Sort(all, t => t.Dependencies);

        var scheduled = GetTransitiveClosure(invoked);
        var members = scheduled.ToHashSet();
        return new ExecutionPlan(invoked, Sort(scheduled, t => GetPredecessors(t, members)));
    }

    /// <summary>The targets that run before this one within the plan: dependencies first, then targets it is only ordered after.</summary>
    public IReadOnlyList<ExecutableTarget> GetPredecessors(ExecutableTarget target) => [.. GetPredecessors(target, [.. Targets])];

    private static IEnumerable<ExecutableTarget> GetPredecessors(ExecutableTarget target, HashSet<ExecutableTarget> members) =>
        target.Dependencies.Concat(target.OrderDependencies).Distinct().Where(members.Contains);

    private static List<ExecutableTarget> GetTransitiveClosure(IReadOnlyList<ExecutableTarget> invoked)
    {
        var scheduled = new List<ExecutableTarget>();
        var seen = new HashSet<ExecutableTarget>();
        var pending = new Queue<ExecutableTarget>(invoked);
        while (pending.TryDequeue(out var target))
        {
            if (!seen.Add(target))
                continue;
            scheduled.Add(target);
            foreach (var next in target.Dependencies.Concat(target.Triggered))
                pending.Enqueue(next);
        }

        return scheduled;
    }

    /// <summary>Depth first with a visited set and an explicit stack, so that no path is walked twice.</summary>
    private static List<ExecutableTarget> Sort(
        IReadOnlyList<ExecutableTarget> targets,
        Func<ExecutableTarget, IEnumerable<ExecutableTarget>> edges)
    {
        var sorted = new List<ExecutableTarget>(targets.Count);
        var state = new Dictionary<ExecutableTarget, bool>();
        var path = new Stack<(ExecutableTarget Target, IEnumerator<ExecutableTarget> Edges)>();
        foreach (var root in targets)
        {
            if (state.TryAdd(root, false))
                path.Push((root, edges(root).GetEnumerator()));
            while (path.TryPeek(out var top))
            {
                if (!top.Edges.MoveNext())
                {
                    path.Pop();
                    state[top.Target] = true;
                    sorted.Add(top.Target);
                }
                else if (state.TryAdd(top.Edges.Current, false))
                {
                    path.Push((top.Edges.Current, edges(top.Edges.Current).GetEnumerator()));
                }
                else if (!state[top.Edges.Current])
                {
                    throw CreateCycleException([.. path.Select(p => p.Target).Reverse()], top.Edges.Current);
                }
            }
        }

        return sorted;
    }

    private static BuildException CreateCycleException(List<ExecutableTarget> path, ExecutableTarget closing)
    {
        var cycle = path.SkipWhile(t => t != closing).Append(closing);
        return BuildException.Usage(
            $"Targets depend on each other in a cycle: {string.Join(" → ", cycle)}.",
            "Remove one of these DependsOn, DependentFor, Before, After, Triggers or TriggeredBy.");
    }
}

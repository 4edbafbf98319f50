
namespace Plimsoll.Build.Planning;

/// <summary>
/// The targets of one run in the order they run. Stable: what is not bound by an edge keeps the order in which it
/// was invoked and declared.
/// </summary>
/// <param name="Invoked">The targets asked for.</param>
/// <param name="Targets">All targets to run, each after everything it waits for.</param>
internal sealed record ExecutionPlan(IReadOnlyList<ExecutableTarget> Invoked, IReadOnlyList<ExecutableTarget> Targets)
{
    /// <summary>Plans a run. Linear in targets and edges.</summary>
    /// <exception cref="BuildException">Targets wait for each other; the message names the circle (exit code 2).</exception>
    public static ExecutionPlan Create(IReadOnlyList<ExecutableTarget> all, IReadOnlyList<ExecutableTarget> invoked)
    {
        // A circle of dependencies is an error of the build itself, whichever targets are asked for.
        Sort(all, t => t.Dependencies);

        var scheduled = Close(invoked);
        var members = scheduled.ToHashSet();
        return new ExecutionPlan(invoked, Sort(scheduled, t => WaitsFor(t, members)));
    }

    /// <summary>What a target waits for within this plan: dependencies first, then targets it only runs after.</summary>
    public IReadOnlyList<ExecutableTarget> WaitsFor(ExecutableTarget target) => [.. WaitsFor(target, [.. Targets])];

    private static IEnumerable<ExecutableTarget> WaitsFor(ExecutableTarget target, HashSet<ExecutableTarget> members) =>
        target.Dependencies.Concat(target.OrderDependencies).Distinct().Where(members.Contains);

    private static List<ExecutableTarget> Close(IReadOnlyList<ExecutableTarget> invoked)
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

    /// <summary>Depth first with a visited set and an explicit stack: no path is walked twice, however many there are.</summary>
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
                    throw Circle([.. path.Select(p => p.Target).Reverse()], top.Edges.Current);
                }
            }
        }

        return sorted;
    }

    private static BuildException Circle(List<ExecutableTarget> path, ExecutableTarget closing)
    {
        var circle = path.SkipWhile(t => t != closing).Append(closing);
        return BuildException.Usage(
            $"Targets wait for each other: {string.Join(" → ", circle)}.",
            "Remove one of these DependsOn, DependentFor, Before, After, Triggers or TriggeredBy.");
    }
}

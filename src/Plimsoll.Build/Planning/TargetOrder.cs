namespace Plimsoll.Build.Planning;

/// <summary>
/// The one order of all targets of a build, of which a plan is a part. Because targets that are not scheduled take part, an
/// order reaches through them: <c>C.After(B)</c> and <c>B.After(A)</c> put A before C, also where B does not run.
/// </summary>
/// <remarks>
/// It is the order of NUKE, so that a build that moves here runs its targets in the order that it is used to, also where no edge
/// says so. NUKE fills its plan from the end: it takes the first target, in the order of declaration, that no target left waits
/// for, until none is left, and turns the list around. So what is declared <em>last</em> runs first where nothing orders it, and the
/// order in which targets are named on the command line means nothing. NUKE looks through all targets for each that it
/// takes; here a queue holds those that no target waits for any longer, which takes the same ones: n log n instead of n³.
/// </remarks>
internal static class TargetOrder
{
    /// <summary>Sorts targets so that each follows all that it waits for.</summary>
    /// <param name="all">All targets of the build, in the order of declaration.</param>
    /// <exception cref="BuildException">Targets wait for each other in a cycle, whether they are scheduled or not (exit code 2).</exception>
    public static IReadOnlyList<ExecutableTarget> Sort(IReadOnlyList<ExecutableTarget> all)
    {
        var position = new Dictionary<ExecutableTarget, int>(all.Count);
        var waiting = new Dictionary<ExecutableTarget, int>(all.Count);
        foreach (var target in all)
        {
            position.Add(target, position.Count);
            foreach (var edge in target.Waits)
                waiting[edge.First] = waiting.GetValueOrDefault(edge.First) + 1;
        }

        var free = new PriorityQueue<ExecutableTarget, int>(all.Where(t => !waiting.ContainsKey(t)).Select(t => (t, position[t])));
        var sorted = new List<ExecutableTarget>(all.Count);
        while (free.TryDequeue(out var target, out _))
        {
            sorted.Add(target);
            foreach (var edge in target.Waits)
                if (--waiting[edge.First] == 0)
                    free.Enqueue(edge.First, position[edge.First]);
        }

        if (sorted.Count < all.Count)
            throw CreateCycleException(all, [.. sorted]);
        sorted.Reverse();
        return sorted;
    }

    /// <summary>Names a shortest cycle through the first target that is in one, with the call behind each step.</summary>
    private static BuildException CreateCycleException(IReadOnlyList<ExecutableTarget> all, HashSet<ExecutableTarget> sorted)
    {
        // Some target waits for each one left, so whoever follows those comes into a cycle.
        var left = all.Where(t => !sorted.Contains(t)).ToList();
        var dependents = left.SelectMany(t => t.Waits).ToLookup(e => e.First, e => e.Then);
        var seen = new HashSet<ExecutableTarget>();
        var start = left[0];
        while (seen.Add(start))
            start = dependents[start].First();

        var cycle = FindWayBack(start);
        return BuildException.Usage(
            $"Targets wait for each other in a cycle: {string.Join(" → ", cycle.Select(e => e.Then).Append(start))}. It is made by {string.Join(", ", cycle)}.",
            "Remove one of these.");
    }

    /// <summary>Walks along what targets wait for, breadth first, from a target in a cycle until it comes back.</summary>
    private static List<TargetEdge> FindWayBack(ExecutableTarget start)
    {
        var arrivals = new Dictionary<ExecutableTarget, TargetEdge>();
        var next = new Queue<ExecutableTarget>([start]);
        while (!arrivals.ContainsKey(start))
        {
            foreach (var edge in next.Peek().Waits)
                if (arrivals.TryAdd(edge.First, edge))
                    next.Enqueue(edge.First);
            next.Dequeue();
        }

        var cycle = new List<TargetEdge>();
        for (var at = start; cycle.Count == 0 || at != start; at = cycle[^1].Then)
            cycle.Add(arrivals[at]);
        cycle.Reverse();
        return cycle;
    }
}

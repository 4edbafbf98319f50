using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Tests.Planning;

/// <summary>What a plan must be, computed as plainly as can be: with tables of who waits for whom, and NUKE's rule as it is told.</summary>
internal sealed class NaivePlan
{
    private readonly int _size;
    private readonly bool[,] _needs;
    private readonly bool[,] _triggers;

    public NaivePlan(RandomGraph graph)
    {
        _size = graph.Size;
        _needs = new bool[_size, _size];
        _triggers = new bool[_size, _size];
        Waits = new bool[_size, _size];
        foreach (var (declarer, call, other) in graph.Said)
            switch (call)
            {
                case TargetCall.DependsOn:
                    _needs[declarer, other] = Waits[declarer, other] = true;
                    break;
                case TargetCall.DependentFor:
                    _needs[other, declarer] = Waits[other, declarer] = true;
                    break;
                case TargetCall.After:
                    Waits[declarer, other] = true;
                    break;
                case TargetCall.Before:
                    Waits[other, declarer] = true;
                    break;
                case TargetCall.Triggers:
                    _triggers[declarer, other] = Waits[other, declarer] = true;
                    break;
                default:
                    _triggers[other, declarer] = Waits[declarer, other] = true;
                    break;
            }

        Reaches = (bool[,])Waits.Clone();
        for (var via = 0; via < _size; via++)
            for (var from = 0; from < _size; from++)
                for (var to = 0; to < _size; to++)
                    Reaches[from, to] |= Reaches[from, via] && Reaches[via, to];
    }

    /// <summary>Whether the first says, or is told, to wait for the second.</summary>
    public bool[,] Waits { get; }

    /// <summary>Whether the first waits for the second, at first or at last hand.</summary>
    public bool[,] Reaches { get; }

    public bool HasCycle => Enumerable.Range(0, _size).Any(t => Reaches[t, t]);

    /// <summary>The targets that run, in order. Only without a cycle.</summary>
    public List<int> Order(IEnumerable<int> invoked)
    {
        var scheduled = invoked.ToHashSet();
        for (var before = -1; before != scheduled.Count;)
        {
            before = scheduled.Count;
            scheduled.UnionWith(Enumerable.Range(0, _size).Where(t => scheduled.Any(s => _needs[s, t] || _triggers[s, t])).ToList());
        }

        var left = Enumerable.Range(0, _size).ToList();
        var taken = new List<int>();
        while (left.Count > 0)
        {
            var first = left.First(t => left.All(other => !Waits[other, t]));
            left.Remove(first);
            taken.Insert(0, first);
        }

        return [.. taken.Where(scheduled.Contains)];
    }

    /// <summary>Which of the targets that run are skipped.</summary>
    public HashSet<int> Skip(RandomGraph graph)
    {
        var scheduled = Order(graph.Invoked);
        var skipped = graph.Skipped.Where(scheduled.Contains).ToHashSet();
        for (var before = -1; before != skipped.Count;)
        {
            before = skipped.Count;
            foreach (var target in scheduled.Where(t => !graph.Invoked.Contains(t)))
            {
                var schedulers = scheduled.Where(s => _needs[s, target] || _triggers[s, target]).ToList();
                if (schedulers.Count > 0 && schedulers.All(s => skipped.Contains(s) && !graph.KeepsDependencies.Contains(s)))
                    skipped.Add(target);
            }
        }

        return skipped;
    }
}

using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Workloads;

/// <summary>What a history is like.</summary>
/// <param name="Commits">How many commits there are.</param>
/// <param name="Tags">How many version tags there are, evenly spread; every second one is annotated.</param>
/// <param name="LastTagged">The commit that the last tag is at, counted from 1.</param>
internal sealed record HistoryShape(int Commits, int Tags, int LastTagged)
{
    /// <summary>How many branches each merge joins. The default is none: the history is straight.</summary>
    public int Width { get; init; }

    /// <summary>Whether there is a commit-graph, as <c>git gc</c> writes one and a clone has none. The default is <c>false</c>.</summary>
    public bool HasGraph { get; init; }

    /// <summary>Makes it, packed.</summary>
    public GitRepository Create()
    {
        var repository = LargeHistory.Create(this);
        repository.Run("-c", $"gc.writeCommitGraph={(HasGraph ? "true" : "false")}", "gc", "--quiet");
        return repository;
    }

    public override string ToString() =>
        $"{Commits:N0} commits{(Width > 0 ? $" in merges of {Width} branches" : "")}, {(Tags == 1 ? LastTagged == 1 ? "a tag at the first" : $"a tag {Commits - LastTagged:N0} back" : $"{Tags:N0} tags, the last {Commits - LastTagged:N0} back")}{(HasGraph ? ", commit-graph" : "")}";
}

namespace Plimsoll.Tags.Context;

/// <summary>The graph of a history that can only be walked.</summary>
internal sealed class WalkedGraph : ICommitGraph
{
    private readonly Dictionary<string, IReadOnlyList<string>> _parents = new(StringComparer.Ordinal);

    public WalkedGraph(IEnumerable<HistoryCommit> walk)
    {
        foreach (var commit in walk)
        {
            Head ??= commit.Id;
            _parents[commit.Id] = commit.ParentIds;
        }
    }

    public string? Head { get; }

    public bool Contains(string id) => _parents.ContainsKey(id);

    public IReadOnlyList<string> ParentsOf(string id) => _parents[id];

    public void Dispose()
    {
    }
}

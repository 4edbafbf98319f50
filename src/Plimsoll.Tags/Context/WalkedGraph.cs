namespace Plimsoll.Tags.Context;

/// <summary>The graph of a history that can only be walked.</summary>
internal sealed class WalkedGraph : ICommitGraph
{
    private readonly NumberedIds _ids = new(0);
    private readonly Dictionary<int, int[]> _parents = [];

    public WalkedGraph(IEnumerable<HistoryCommit> walk)
    {
        foreach (var commit in walk)
        {
            Head ??= commit.Id;
            _parents[_ids.NumberOf(commit.Id)] = [.. commit.ParentIds.Select(_ids.NumberOf)];
        }
    }

    public string? Head { get; }

    public bool Contains(string id) => _parents.ContainsKey(_ids.NumberOf(id));

    public int NumberOf(string id) => _ids.NumberOf(id);

    public string IdOf(int commit) => _ids.IdOf(commit);

    public ReadOnlySpan<int> ParentsOf(int commit) => _parents[commit];

    public void Dispose()
    {
    }
}

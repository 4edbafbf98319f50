using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Tests.Versions;

/// <summary>
/// A history written down: one line a commit, the first line HEAD, as <c>id [parent…] [(tag…)]</c>. It counts what is asked
/// for.
/// </summary>
internal sealed class ScriptedHistory : ICommitHistory
{
    private readonly List<HistoryCommit> _commits = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _tags = [];

    public ScriptedHistory(string script)
    {
        foreach (var line in script.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.TrimEnd(')').Split('(');
            var ids = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            _commits.Add(new HistoryCommit(ids[0], ids[1..]));
            if (parts.Length > 1)
                _tags.Add(ids[0], [.. parts[1].Split(' ').Order(StringComparer.Ordinal)]);
        }
    }

    public HashSet<string> Asked { get; } = [];

    /// <summary>The commits that touch whatever paths are asked for.</summary>
    public HashSet<string> Touched { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> TagsByCommit => _tags;

    public IEnumerable<HistoryCommit> Walk() => _commits;

    public IReadOnlyList<Commit> Read(IEnumerable<string> ids) => [.. ids.Select(id => new Commit(id, id, default, default, $"Commit {id}"))];

    public IReadOnlySet<string> Touching(IEnumerable<HistoryCommit> commits, PathFilter paths) =>
        commits.Select(commit => commit.Id).Where(Touched.Contains).ToHashSet();

    public ICommitGraph OpenGraph() => new Graph(this);

    private sealed class Graph(ScriptedHistory history) : ICommitGraph
    {
        private readonly NumberedIds _ids = new(1000);

        public string? Head => history._commits.Count > 0 ? history._commits[0].Id : null;

        public bool Contains(string id) => history._commits.Exists(commit => commit.Id == id);

        public int NumberOf(string id) => _ids.NumberOf(id);

        public string IdOf(int commit) => _ids.IdOf(commit);

        public ReadOnlySpan<int> ParentsOf(int commit)
        {
            var id = IdOf(commit);
            history.Asked.Add(id);
            return history._commits.Single(one => one.Id == id).ParentIds.Select(NumberOf).ToArray();
        }

        public void Dispose()
        {
        }
    }
}

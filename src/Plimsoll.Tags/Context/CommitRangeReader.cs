namespace Plimsoll.Tags.Context;

/// <summary>Reads the commits between a release and HEAD (<c>git rev-list BASE..HEAD</c>).</summary>
internal static class CommitRangeReader
{
    /// <summary>
    /// What is reachable from HEAD and not from <paramref name="baseId"/>, in the order of the walk (<c>git rev-list
    /// BASE..HEAD</c>). Exact whatever the commits' dates say.
    /// </summary>
    /// <param name="history">Its walk is left as soon as nothing can change any more.</param>
    /// <param name="baseId">A commit that HEAD is or descends from; <c>null</c> gives the whole history.</param>
    public static IReadOnlyList<HistoryCommit> Read(ICommitHistory history, string? baseId)
    {
        if (baseId is null)
            return [.. history.Walk()];

        var walk = new Walked(baseId);
        foreach (var commit in history.Walk())
        {
            walk.Add(commit);
            if (walk.IsDecided)
                break;
        }

        return walk.Result();
    }

    /// <summary>
    /// What is known of the part that was walked. Dates may lie, so that a commit can be walked before it turns out to belong to
    /// the release. Certain are only the ancestors of the base, and its descendants, which cannot be its ancestors too.
    /// </summary>
    private sealed class Walked(string baseId)
    {
        private readonly List<HistoryCommit> _order = [];
        private readonly Dictionary<string, HistoryCommit> _commits = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<string>> _children = new(StringComparer.Ordinal);
        private readonly HashSet<string> _ofBase = new([baseId], StringComparer.Ordinal);
        private readonly HashSet<string> _descendants = new(StringComparer.Ordinal);
        private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);
        private int _undecided;

        /// <summary>No walked commit is undecided, and everything that is still to come is behind the base.</summary>
        public bool IsDecided => _undecided == 0 && _awaited.Count == 0 && _order.Count > 0;

        public void Add(HistoryCommit commit)
        {
            _order.Add(commit);
            _commits.Add(commit.Id, commit);
            _awaited.Remove(commit.Id);
            if (!_ofBase.Contains(commit.Id))
                _undecided++;

            foreach (var parent in commit.ParentIds)
            {
                if (!_children.TryGetValue(parent, out var children))
                    _children.Add(parent, children = []);
                children.Add(commit.Id);
                if (!_commits.ContainsKey(parent) && !_ofBase.Contains(parent))
                    _awaited.Add(parent);
            }

            if (_ofBase.Contains(commit.Id))
                MarkAncestors(commit);
            if (commit.Id == baseId)
                MarkDescendants(commit.Id);
            else if (commit.ParentIds.Any(parent => parent == baseId || _descendants.Contains(parent)))
                MarkDescendants(commit.Id);
        }

        public List<HistoryCommit> Result() => [.. _order.Where(commit => !_ofBase.Contains(commit.Id))];

        private void MarkAncestors(HistoryCommit start)
        {
            var stack = new Stack<HistoryCommit>([start]);
            while (stack.TryPop(out var commit))
                foreach (var parent in commit.ParentIds)
                    if (_ofBase.Add(parent))
                    {
                        _awaited.Remove(parent);
                        if (_commits.TryGetValue(parent, out var walked))
                        {
                            _undecided--;
                            stack.Push(walked);
                        }
                    }
        }

        private void MarkDescendants(string start)
        {
            var stack = new Stack<string>([start]);
            while (stack.TryPop(out var id))
            {
                if (id != baseId)
                {
                    if (!_descendants.Add(id))
                        continue;
                    _undecided--;
                }
                foreach (var child in _children.GetValueOrDefault(id, []))
                    stack.Push(child);
            }
        }
    }
}

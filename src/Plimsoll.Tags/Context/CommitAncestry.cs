namespace Plimsoll.Tags.Context;

/// <summary>Which of two commits came first.</summary>
internal static class CommitAncestry
{
    /// <summary>Whether <paramref name="newer"/> descends from <paramref name="older"/>. A commit does not descend from itself.</summary>
    /// <param name="graph">Has both commits.</param>
    /// <param name="older">A commit's id.</param>
    /// <param name="newer">Another one's.</param>
    public static bool IsAncestor(ICommitGraph graph, string older, string newer)
    {
        if (older == newer)
            return false;

        var (first, last) = (graph.NumberOf(older), graph.NumberOf(newer));

        // From both ends by turns: whichever is behind the other is mostly close to it, and the rest of the history is not read.
        var (back, forth) = (new AncestorWalk(graph, last), new AncestorWalk(graph, first));
        while (back.Advance() is { } reached)
        {
            if (reached == first)
                return true;
            if (forth.Advance() == last)
                return false;
        }

        return false;
    }

    /// <summary>A commit and what is behind it, nearest first, each once.</summary>
    private sealed class AncestorWalk
    {
        private readonly ICommitGraph _graph;
        private readonly Queue<int> _queue = new();
        private readonly HashSet<int> _seen = [];

        public AncestorWalk(ICommitGraph graph, int start)
        {
            _graph = graph;
            _seen.Add(start);
            _queue.Enqueue(start);
        }

        /// <summary>The next commit, or <c>null</c> at the end.</summary>
        public int? Advance()
        {
            if (!_queue.TryDequeue(out var commit))
                return null;

            foreach (var parent in _graph.ParentsOf(commit))
                if (_seen.Add(parent))
                    _queue.Enqueue(parent);
            return commit;
        }
    }
}

using CsCheck;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Tests.Context;

public class CommitRangeReaderTests
{
    /// <summary>Any graph, with any dates: what the definition says is what is read.</summary>
    [Fact]
    public void Equal_the_definition_on_every_graph_and_with_every_date()
    {
        var commit = Gen.Select(Gen.Int[0, 100].Array[1, 3], Gen.Int[0, 20]);
        Gen.Select(commit.Array[1, 14], Gen.Int[0, 100]).Sample((commits, pick) =>
        {
            var history = new DrawnHistory(commits);
            var reachable = history.Ancestors(history.Head);
            var release = reachable.Order(StringComparer.Ordinal).ElementAt(pick % reachable.Count);

            var expected = reachable.Except(history.Ancestors(release)).Order(StringComparer.Ordinal);
            Assert.Equal(expected, CommitRangeReader.Read(history, release).Select(found => found.Id).Order(StringComparer.Ordinal));
        }, iter: 5000);
    }

    /// <summary>Commit <c>i</c> has parents among those before it; walked by date as the real one is.</summary>
    private sealed class DrawnHistory((int[] Parents, int Date)[] commits) : ICommitHistory
    {
        public string Head => $"{commits.Length - 1}";

        public IReadOnlyDictionary<string, IReadOnlyList<string>> TagsByCommit { get; } = new Dictionary<string, IReadOnlyList<string>>();

        public IEnumerable<HistoryCommit> Walk()
        {
            var queue = new PriorityQueue<string, int>([(Head, 0)]);
            var seen = new HashSet<string>([Head]);
            while (queue.TryDequeue(out var id, out _))
            {
                yield return new HistoryCommit(id, ParentsOf(id));
                foreach (var parent in ParentsOf(id).Where(seen.Add))
                    queue.Enqueue(parent, -commits[int.Parse(parent)].Date);
            }
        }

        public HashSet<string> Ancestors(string id) => [id, .. ParentsOf(id).SelectMany(Ancestors)];

        public IReadOnlyList<Commit> Read(IEnumerable<string> ids) => throw new NotSupportedException();

        public IReadOnlySet<string> Touching(IEnumerable<HistoryCommit> touching, PathFilter paths) => throw new NotSupportedException();

        private List<string> ParentsOf(string id) =>
            int.Parse(id) is var index && index == 0 ? [] : [.. commits[index].Parents.Select(parent => $"{parent % index}").Distinct()];
    }
}

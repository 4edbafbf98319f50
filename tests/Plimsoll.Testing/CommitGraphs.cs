using Plimsoll.Tags.Context;

namespace Plimsoll.Testing;

/// <summary>Asks commit graphs by id.</summary>
public static class CommitGraphs
{
    /// <summary>The ids of a commit's parents, first parent first.</summary>
    public static IReadOnlyList<string> ParentsOf(this ICommitGraph graph, string id) => [.. graph.ParentsOf(graph.NumberOf(id)).ToArray().Select(graph.IdOf)];
}

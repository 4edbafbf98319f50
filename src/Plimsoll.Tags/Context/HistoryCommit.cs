namespace Plimsoll.Tags.Context;

/// <summary>A commit of the walk.</summary>
/// <param name="Id">The object id in lower-case hexadecimal.</param>
/// <param name="ParentIds">The parents' ids, first parent first.</param>
public sealed record HistoryCommit(string Id, IReadOnlyList<string> ParentIds);

namespace Plimsoll.Git;

/// <summary>A commit's place in the history.</summary>
/// <param name="Parents">The ids of the parents, first parent first.</param>
/// <param name="Seconds">When the commit was made, since 1970.</param>
internal sealed record CommitNode(IReadOnlyList<string> Parents, long Seconds);

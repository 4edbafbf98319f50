namespace Plimsoll.Versioning;

/// <summary>
/// The history behind HEAD, read lazily: the seam between the version rules and the git library.
/// </summary>
public interface ICommitHistory
{
    /// <summary>The commit ids that tags name (annotated ones peeled), each with the names of its tags, ordered ordinally.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>> TagsByCommit { get; }

    /// <summary>
    /// HEAD and its ancestors, newest commit date first among those reached so far, each once. Nothing is read ahead
    /// of what the caller takes.
    /// </summary>
    IEnumerable<HistoryCommit> Walk();
}

/// <summary>A commit of the walk.</summary>
/// <param name="Id">The object id in lower-case hexadecimal.</param>
/// <param name="ParentIds">The parents' ids, first parent first.</param>
public sealed record HistoryCommit(string Id, IReadOnlyList<string> ParentIds);

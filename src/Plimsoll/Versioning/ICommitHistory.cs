namespace Plimsoll.Versioning;

/// <summary>
/// The history behind the commit that was HEAD when the state was read: the seam between the version rules and the git
/// library. A value without open handles: it may be kept, and walked more than once and by several threads.
/// </summary>
public interface ICommitHistory
{
    /// <summary>The commit ids that tags name (annotated ones peeled), each with the names of its tags, ordered ordinally.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>> TagsByCommit { get; }

    /// <summary>
    /// HEAD and its ancestors, newest commit date first among those reached so far, each once. Nothing is read ahead
    /// of what the caller takes. In a shallow clone the walk ends where the history is cut, as at a root: see
    /// <see cref="ShallowHistory"/>.
    /// </summary>
    /// <exception cref="PlimsollException">While enumerating: the repository is gone or a commit is missing from it (exit code 2).</exception>
    IEnumerable<HistoryCommit> Walk();

    /// <summary>
    /// The same commits by id, for walks that choose their own way. Reads what is asked for only, where the implementation
    /// does better than the default: that walks everything first.
    /// </summary>
    /// <exception cref="PlimsollException">The repository is gone or a commit is missing from it (exit code 2).</exception>
    ICommitGraph OpenGraph() => new WalkedGraph(Walk());
}

/// <summary>A commit of the walk.</summary>
/// <param name="Id">The object id in lower-case hexadecimal.</param>
/// <param name="ParentIds">The parents' ids, first parent first.</param>
public sealed record HistoryCommit(string Id, IReadOnlyList<string> ParentIds);

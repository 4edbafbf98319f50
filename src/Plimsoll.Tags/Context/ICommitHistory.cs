using Plimsoll.Oci;

namespace Plimsoll.Tags.Context;

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

    /// <summary>Reads commits whole, in the order of their ids.</summary>
    /// <exception cref="PlimsollException">The repository is gone or a commit is missing from it (exit code 2).</exception>
    IReadOnlyList<Commit> Read(IEnumerable<string> ids);

    /// <summary>
    /// The commit that an object leads to: itself, or what an annotated tag names in the end; <c>null</c> where the repository
    /// does not have the object, or it leads to no commit.
    /// </summary>
    /// <param name="id">A full object id in hexadecimal; anything else leads to no commit.</param>
    /// <exception cref="PlimsollException">The repository is gone (exit code 2).</exception>
    string? FindCommit(string id) => null;

    /// <summary>
    /// Those of some commits that change something at the paths: where a file differs from every parent's. A merge that is
    /// equal to one parent there changes nothing itself (<c>git log -- PATHS</c>); a commit without parents changes all it holds.
    /// </summary>
    /// <exception cref="PlimsollException">The repository is gone or a commit or folder is missing from it (exit code 2).</exception>
    IReadOnlySet<string> Touching(IEnumerable<HistoryCommit> commits, PathFilter paths);

    /// <summary>
    /// The same commits by id, for walks that choose their own way. Reads what is asked for only, where the implementation
    /// does better than the default: that walks everything first.
    /// </summary>
    /// <exception cref="PlimsollException">The repository is gone or a commit is missing from it (exit code 2).</exception>
    ICommitGraph OpenGraph() => new WalkedGraph(Walk());
}

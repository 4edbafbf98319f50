using Plimsoll.Oci;

namespace Plimsoll.Tags.Context;

/// <summary>
/// The commits behind HEAD, each asked for by itself: for walks that choose their own way. A number stands for a commit as long as
/// the graph is open, so that a walk through many makes no text of each. Not thread-safe; what it holds open is closed with it.
/// </summary>
public interface ICommitGraph : IDisposable
{
    /// <summary>The id of the commit where the history starts, in lower-case hexadecimal, or <c>null</c> where there is none.</summary>
    string? Head { get; }

    /// <summary>Whether the repository has a commit. One that it has need not be behind <see cref="Head"/>.</summary>
    bool Contains(string id);

    /// <summary>The number of a commit, the same each time; of one that the repository does not have too.</summary>
    int NumberOf(string id);

    /// <summary>The id of the commit with a number that was given out.</summary>
    string IdOf(int commit);

    /// <summary>The numbers of a commit's parents, first parent first, until others are asked for. None where a shallow clone is cut, as at a root.</summary>
    /// <exception cref="PlimsollException">The commit is missing from the repository (exit code 2).</exception>
    ReadOnlySpan<int> ParentsOf(int commit);
}

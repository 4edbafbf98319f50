using Plimsoll.Oci;

namespace Plimsoll.Tags.Context;

/// <summary>
/// The commits behind HEAD, each asked for by id: for walks that choose their own way. Not thread-safe; what it holds open is
/// closed with it.
/// </summary>
public interface ICommitGraph : IDisposable
{
    /// <summary>The commit where the history starts, in lower-case hexadecimal, or <c>null</c> where there is none.</summary>
    string? Head { get; }

    /// <summary>Whether the repository has a commit. One that it has need not be behind <see cref="Head"/>.</summary>
    bool Contains(string id);

    /// <summary>The ids of a commit's parents, first parent first. None where a shallow clone is cut, as at a root.</summary>
    /// <exception cref="PlimsollException">The commit is missing from the repository (exit code 2).</exception>
    IReadOnlyList<string> ParentsOf(string id);
}

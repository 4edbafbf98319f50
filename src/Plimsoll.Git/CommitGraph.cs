using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>The commits of a repository by id. Reads a commit's parents and nothing else of it.</summary>
internal sealed class CommitGraph : ICommitGraph
{
    private readonly ObjectReader _objects;

    /// <param name="location">The repository, which was opened before.</param>
    /// <param name="head">Where the history starts.</param>
    /// <param name="isNative">Whether its files are read; else the git command is asked.</param>
    public CommitGraph(RepositoryLocation location, string head, bool isNative = true) => (_objects, Head) = (new ObjectReader(location, isNative), head);

    public string Head { get; }

    public bool Contains(string id) => _objects.HasCommit(id);

    public IReadOnlyList<string> ParentsOf(string id) => _objects.ReadParents(id);

    public void Dispose() => _objects.Dispose();
}

using System.Text;
using LibGit2Sharp;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>The commits of a repository by id. Reads a commit's parents and nothing else of it.</summary>
internal sealed class CommitGraph : ICommitGraph
{
    private readonly RepositoryLocation _location;
    private readonly HashSet<string> _cut;
    private readonly NativeObjects? _objects;
    private Repository? _repository;

    /// <param name="location">The repository, which was opened before: nothing is asked here of its owner and format.</param>
    /// <param name="head">Where the history starts.</param>
    /// <param name="isNative">Whether libgit2 may be asked without LibGit2Sharp, which takes twice as long.</param>
    public CommitGraph(RepositoryLocation location, string head, bool isNative = true)
    {
        (_location, Head) = (location, head);
        _cut = location.IsShallow ? [.. File.ReadLines(location.ShallowFile).Select(line => line.Trim())] : [];
        _objects = isNative ? NativeObjects.TryOpen(Path.Combine(location.CommonDirectory, "objects")) : null;
        if (_objects is null)
            _repository = RepositoryOpener.Open(location);
    }

    public string Head { get; }

    /// <summary>Whether libgit2 is asked without LibGit2Sharp.</summary>
    public bool IsNative => _objects is not null;

    public bool Contains(string id) =>
        _objects is null ? _repository?.Lookup<LibGit2Sharp.Commit>(new ObjectId(id)) is not null
        : _objects.TryRead(id, Parents, out var parents, out _) && parents is not null;

    public IReadOnlyList<string> ParentsOf(string id)
    {
        // The commit itself names parents that a shallow clone does not have, or has by chance.
        if (_cut.Contains(id))
            return [];
        if (_objects is null)
            return ParentsOfLookup(id);
        if (_objects.TryRead(id, Parents, out var parents, out var isMissing))
            return parents ?? throw RepositoryErrors.Unreadable(_location, new LibGit2SharpException($"{id} is not a commit"));
        throw isMissing ? Missing(id) : RepositoryErrors.Unreadable(_location, new LibGit2SharpException($"the object {id} is damaged"));
    }

    public void Dispose()
    {
        _objects?.Dispose();
        _repository?.Dispose();
        _repository = null;
    }

    private List<string> ParentsOfLookup(string id)
    {
        ObjectDisposedException.ThrowIf(_repository is null, this);
        var commit = _repository.Lookup<LibGit2Sharp.Commit>(new ObjectId(id)) ?? throw Missing(id);
        return [.. commit.Parents.Select(parent => parent.Sha)];
    }

    /// <summary>
    /// The lines of a commit object (git-hash-object, gitformat-pack): <c>tree ID</c>, then <c>parent ID</c> for each parent.
    /// <c>null</c> where it is another object.
    /// </summary>
    private static List<string>? Parents(ReadOnlySpan<byte> commit)
    {
        const int IdLength = 40;
        if (!commit.StartsWith("tree "u8) || commit.IndexOf((byte)'\n') is not (> 0 and var end))
            return null;

        var parents = new List<string>(1);
        for (commit = commit[(end + 1)..]; commit.StartsWith("parent "u8); commit = commit["parent \n".Length..][IdLength..])
        {
            if (commit.Length < "parent \n".Length + IdLength)
                return null;
            parents.Add(Encoding.ASCII.GetString(commit["parent ".Length..][..IdLength]));
        }
        return parents;
    }

    private PlimsollException Missing(string id) => RepositoryErrors.MissingObject(_location, $"the commit {id}");
}

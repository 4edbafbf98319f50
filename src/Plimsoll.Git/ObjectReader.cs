using LibGit2Sharp;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>The objects of a repository as git shows them, replaced ones included. Not thread-safe.</summary>
internal sealed class ObjectReader : IDisposable
{
    private readonly RepositoryLocation _location;
    private readonly IObjectStore _store;
    private readonly Replacements _replacements;
    private readonly CommitGraphFiles? _graph;

    /// <param name="location">The repository, which was opened before: nothing is asked here of its owner.</param>
    /// <param name="isNative">Whether its files are read, with the help of libgit2; else, and where neither is possible, the git command is asked.</param>
    /// <exception cref="PlimsollException">Only the git command can read them, and there is none (exit code 2).</exception>
    public ObjectReader(RepositoryLocation location, bool isNative = true)
    {
        _location = location;
        _replacements = Replacements.Read(location);
        Loose = new LooseObjects(location);
        var objects = Path.Combine(location.CommonDirectory, "objects");
        if (isNative && location.IsReadByLibGit2)
        {
            _store = new StoredObjects(Loose, () => NativeObjects.TryOpen(objects) ?? (IObjectStore)OpenGit(location));
            _graph = _replacements.IsEmpty && !RepositoryFormat.IsDisabled(location.CommonDirectory, "core.commitgraph") ? CommitGraphFiles.TryOpen(objects) : null;
        }
        else
            _store = OpenGit(location);
    }

    /// <summary>The objects that are files of their own.</summary>
    public LooseObjects Loose { get; }

    /// <summary>The commit-graph, where there is one and it says what git shows.</summary>
    public CommitGraphFiles? Graph => _graph;

    /// <summary>The objects in packs, where they are what git shows.</summary>
    public PackedObjects? Packed => _replacements.IsEmpty ? (_store as StoredObjects)?.Packed : null;

    /// <summary>Whether some objects are read in place of others.</summary>
    public bool ReplacesObjects => _replacements.ReplacesObjects;

    /// <summary>The shortest prefix of an id, of seven digits at least, that no other object's id has; <c>null</c> where not all objects are known here.</summary>
    public string? Abbreviate(string id, int minimumLength = AbbreviatedId.DefaultLength) =>
        (_store as StoredObjects)?.CountSharedDigits(id) is { } shared ? id[..Math.Clamp(shared + 1, minimumLength, id.Length)] : null;

    private static GitObjects OpenGit(RepositoryLocation location) =>
        new(location, location.Git ?? throw RepositoryErrors.GitNeeded(location, "only git itself can read its objects"));

    /// <summary>A commit, whole.</summary>
    /// <exception cref="PlimsollException">It is missing or damaged (exit code 2).</exception>
    public CommitObject ReadCommit(string id) => WithParents(id, ReadCommit(id, CommitObject.Parse));

    /// <summary>A commit's parents and time.</summary>
    /// <exception cref="PlimsollException">It is missing or damaged (exit code 2).</exception>
    public CommitNode ReadNode(string id)
    {
        var node = _graph?.Find(id) ?? ReadCommit(id, CommitObject.ParseNode);
        return _replacements.ParentsOf(id) is { } parents ? node with { Parents = parents } : node;
    }

    /// <summary>A commit's parents, first parent first.</summary>
    /// <exception cref="PlimsollException">It is missing or damaged (exit code 2).</exception>
    public IReadOnlyList<string> ReadParents(string id) => _replacements.ParentsOf(id) ?? _graph?.Find(id)?.Parents ?? ReadCommit(id, CommitObject.ParseParents);

    /// <summary>Whether there is such a commit.</summary>
    public bool HasCommit(string id) => _graph?.Contains(id) == true || TryRead<IReadOnlyList<string>>(id, CommitObject.ParseParents) is not null;

    /// <summary>
    /// The commit that an object leads to: itself, or what an annotated tag names in the end; <c>null</c> where it leads to none, or is
    /// missing, as what a tag leads to in a partial clone. What replaces an object is not looked at.
    /// </summary>
    /// <exception cref="PlimsollException">An object is damaged (exit code 2).</exception>
    public string? PeelToCommit(string id)
    {
        while (_graph?.Contains(id) != true)
        {
            var kind = HexId.IsValid(id) ? _store.FindKind(id, out var isMissing) : throw Damaged(id);
            if (kind is null && !isMissing)
                throw Damaged(id);
            if (kind != ObjectKind.Tag)
                return kind == ObjectKind.Commit ? id : null;
            id = (_store.TryRead(id, TagObject.ParseTarget, out var target, out _) ? target : null) ?? throw Damaged(id);
        }

        return id;
    }

    /// <summary>The id of a commit's root folder.</summary>
    /// <exception cref="PlimsollException">It is missing or damaged (exit code 2).</exception>
    public string ReadTree(string id) => ReadCommit(id, CommitObject.ParseTree);

    /// <summary>What is made of any object, or <c>null</c> where it is missing or <paramref name="parse"/> says so.</summary>
    public T? TryRead<T>(string id, Func<ReadOnlySpan<byte>, T?> parse)
        where T : class =>
        TryRead(id, parse, out var result, out _) ? result : null;

    public void Dispose()
    {
        _store.Dispose();
        _graph?.Dispose();
    }

    private CommitObject WithParents(string id, CommitObject commit) => _replacements.ParentsOf(id) is { } parents ? commit with { Parents = parents } : commit;

    private PlimsollException Damaged(string id) => RepositoryErrors.Unreadable(_location, new LibGit2SharpException($"the object {id} is corrupt"));

    private bool TryRead<T>(string id, Func<ReadOnlySpan<byte>, T?> parse, out T? result, out bool isMissing)
        where T : class
    {
        var replaced = _replacements.Of(id);
        if (!HexId.IsValid(replaced))
        {
            (result, isMissing) = (null, true);
            return false;
        }

        return _store.TryRead(replaced, parse, out result, out isMissing);
    }

    private T ReadCommit<T>(string id, Func<ReadOnlySpan<byte>, T?> parse)
        where T : class
    {
        if (TryRead(id, parse, out var result, out var isMissing))
            return result ?? throw RepositoryErrors.Unreadable(_location, new LibGit2SharpException($"{id} is not a commit"));
        throw isMissing
            ? RepositoryErrors.MissingObject(_location, $"the commit {id}")
            : Damaged(id);
    }
}

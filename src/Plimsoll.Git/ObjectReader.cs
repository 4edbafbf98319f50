using LibGit2Sharp;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>The objects of a repository as git shows them, replaced ones included. Not thread-safe.</summary>
internal sealed class ObjectReader : IDisposable
{
    private readonly RepositoryLocation _location;
    private readonly IObjectStore _store;
    private readonly Replacements _replacements;
    private readonly LooseObjects? _loose;

    /// <param name="location">The repository, which was opened before: nothing is asked here of its owner.</param>
    /// <param name="isNative">Whether libgit2 may be asked; else, and where it cannot be, the git command is.</param>
    /// <exception cref="PlimsollException">libgit2 cannot read them, and there is no git command (exit code 2).</exception>
    public ObjectReader(RepositoryLocation location, bool isNative = true)
    {
        _location = location;
        _replacements = Replacements.Read(location);
        _store = (isNative && location.IsReadByLibGit2 ? NativeObjects.TryOpen(Path.Combine(location.CommonDirectory, "objects")) : null)
            ?? (IObjectStore)new GitObjects(location, location.Git ?? throw RepositoryErrors.GitNeeded(location, "only git itself can read its objects"));
        _loose = IsNative ? new LooseObjects(location) : null;
    }

    /// <summary>Whether libgit2 is asked.</summary>
    public bool IsNative => _store is NativeObjects;

    /// <summary>A commit, whole.</summary>
    /// <exception cref="PlimsollException">It is missing or damaged (exit code 2).</exception>
    public CommitObject ReadCommit(string id) => WithParents(id, ReadCommit(id, CommitObject.Parse));

    /// <summary>A commit without its message.</summary>
    /// <exception cref="PlimsollException">It is missing or damaged (exit code 2).</exception>
    public CommitObject ReadHeader(string id) => WithParents(id, ReadCommit(id, CommitObject.ParseHeader));

    /// <summary>A commit's parents, first parent first.</summary>
    /// <exception cref="PlimsollException">It is missing or damaged (exit code 2).</exception>
    public IReadOnlyList<string> ReadParents(string id) => _replacements.ParentsOf(id) ?? ReadCommit(id, CommitObject.ParseParents);

    /// <summary>The id of a commit's root folder.</summary>
    /// <exception cref="PlimsollException">It is missing or damaged (exit code 2).</exception>
    public string ReadTree(string id) => ReadCommit(id, CommitObject.ParseTree);

    /// <summary>What is made of any object, or <c>null</c> where it is missing or <paramref name="parse"/> says so.</summary>
    public T? TryRead<T>(string id, Func<ReadOnlySpan<byte>, T?> parse)
        where T : class =>
        TryRead(id, parse, out var result, out _) ? result : null;

    public void Dispose() => _store.Dispose();

    private CommitObject WithParents(string id, CommitObject commit) => _replacements.ParentsOf(id) is { } parents ? commit with { Parents = parents } : commit;

    private bool TryRead<T>(string id, Func<ReadOnlySpan<byte>, T?> parse, out T? result, out bool isMissing)
        where T : class
    {
        var replaced = _replacements.Of(id);
        if (!IsId(replaced))
        {
            (result, isMissing) = (null, true);
            return false;
        }

        _loose?.ThrowIfCorrupt(replaced);
        return _store.TryRead(replaced, parse, out result, out isMissing);
    }

    /// <summary>What a commit names may be anything, where somebody else than git wrote it.</summary>
    private static bool IsId(string id) => id.Length is 40 or 64 && id.All(char.IsAsciiHexDigitLower);

    private T ReadCommit<T>(string id, Func<ReadOnlySpan<byte>, T?> parse)
        where T : class
    {
        if (TryRead(id, parse, out var result, out var isMissing))
            return result ?? throw RepositoryErrors.Unreadable(_location, new LibGit2SharpException($"{id} is not a commit"));
        throw isMissing
            ? RepositoryErrors.MissingObject(_location, $"the commit {id}")
            : RepositoryErrors.Unreadable(_location, new LibGit2SharpException($"the object {id} is corrupt"));
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>
/// The files of a working tree as they were where it branched off from another commit: at their merge base, as a pull request
/// shows them. Files are compared by their blob ids, so that line endings that git converts count as a change.
/// </summary>
internal sealed class MergeBaseFiles : IDisposable
{
    private const int MostLinks = 40; // as Linux has it
    private const int LinkMode = 0xA000; // octal 120000
    private const int SubmoduleMode = 0xE000; // octal 160000

    private readonly Repository _repository;
    private readonly ObjectReader _objects;
    private readonly TreeObjects _trees;
    private readonly PathEntry _base;
    private readonly string _root;
    private readonly ConcurrentDictionary<string, bool> _changed = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private MergeBaseFiles(Repository repository, ObjectReader objects, string root, string commitId)
    {
        (_repository, _objects, _root) = (repository, objects, root);
        _trees = new TreeObjects(_objects);
        _base = _trees.GetRoot(commitId);
        CommitId = commitId;
    }

    /// <summary>The commit that is compared with, in full.</summary>
    public string CommitId { get; }

    /// <summary>Opens the repository that <paramref name="path"/> is in.</summary>
    /// <param name="path">A path within the repository.</param>
    /// <param name="revision">What is compared with, as git names commits: a branch, a tag, an id.</param>
    /// <param name="environment">Reads an environment variable: <c>GIT_DIR</c> and <c>GIT_WORK_TREE</c> mean what they mean to git.</param>
    /// <exception cref="PlimsollException">There is no repository with files, no such commit, or none that both come from (exit code 2).</exception>
    public static MergeBaseFiles Since(string path, string revision, Func<string, string?> environment)
    {
        var location = RepositoryLocation.Find(path, environment);
        var repository = RepositoryOpener.Open(location);
        ObjectReader? objects = null;
        try
        {
            objects = new ObjectReader(location);
            var root = repository.Info.WorkingDirectory ?? throw PlimsollException.Usage($"{location.GitDirectory} has no working tree, so changed files cannot be determined.");
            var head = HeadReader.Read(repository, location, objects).Commit.Id;
            objects.Loose.ThrowIfAnyIsCorrupt();
            var other = Find(repository, revision) ?? throw NotFound(revision);
            var common = repository.ObjectDatabase.FindMergeBase(repository.Lookup<LibGit2Sharp.Commit>(head), other)
                ?? throw PlimsollException.Usage($"HEAD and '{revision}' have no common ancestor in this clone.", "Fetch the whole history (git fetch --unshallow; actions/checkout: fetch-depth: 0), or use an ancestor of HEAD.");
            return new MergeBaseFiles(repository, objects, Path.TrimEndingDirectorySeparator(root), common.Sha);
        }
        catch (Exception exception)
        {
            objects?.Dispose();
            repository.Dispose();
            if (LibGit2.IsRefusal(exception))
                throw RepositoryErrors.Unreadable(location, exception);
            throw;
        }
    }

    /// <summary>Whether a file, by its absolute path, is another now: changed, or not there before.</summary>
    public bool IsChanged(string fullPath) => _changed.GetOrAdd(fullPath, path => IsChanged(path, links: 0));

    private bool IsChanged(string path, int links)
    {
        try
        {
            var found = Earlier(path);
            if (found is null or { Mode: LinkMode } && links < MostLinks && Linked(path) is var (link, target))
                return Earlier(link)?.Id != BlobId(Encoding.UTF8.GetBytes(target)) || IsChanged(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link)!, target) + path[link.Length..]), links + 1);
            if (found is not { } entry)
                return SubmoduleAround(path) is not var (then, now) || then != now;
            return entry.Id != BlobId(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>The earlier content of a file, by its absolute path, or <c>null</c> where there was none.</summary>
    public byte[]? Read(string fullPath)
    {
        if (Earlier(fullPath) is not { IsFolder: false } entry)
            return null;

        lock (_lock)
        {
            if (_repository.Lookup<Blob>(entry.Id) is not { } blob)
                return null;
            using var content = blob.GetContentStream();
            var bytes = new byte[blob.Size];
            content.ReadExactly(bytes);
            return bytes;
        }
    }

    /// <summary>The absolute paths of the files that were there and are not now; what submodules and links hold is not looked at.</summary>
    public IReadOnlyList<string> ListDeleted()
    {
        var deleted = new List<string>();
        lock (_lock)
            AddDeleted(_base, _root, deleted);
        return deleted;
    }

    private void AddDeleted(PathEntry folder, string path, List<string> deleted)
    {
        foreach (var (name, entry) in _trees.GetEntries(folder))
        {
            var inner = Path.Combine(path, name);
            if (entry.IsFolder)
                AddDeleted(entry, inner, deleted);
            else if (entry.Mode is not (LinkMode or SubmoduleMode) && !File.Exists(inner))
                deleted.Add(inner);
        }
    }

    /// <summary>Closes the repository.</summary>
    public void Dispose()
    {
        _objects.Dispose();
        _repository.Dispose();
    }

    /// <summary>A branch that CI fetched is there as a remote one only: of <c>origin</c>, or of another remote.</summary>
    private static LibGit2Sharp.Commit? Find(Repository repository, string revision)
    {
        var remotes = repository.Network.Remotes.Select(remote => remote.Name).Append("origin").Distinct().OrderByDescending(name => name == "origin").ThenBy(name => name, StringComparer.Ordinal);
        foreach (var name in revision.Length == 0 ? [] : remotes.Select(remote => $"refs/remotes/{remote}/{revision}").Prepend(revision))
        {
            try
            {
                if (repository.Lookup<LibGit2Sharp.Commit>(name) is { } commit)
                    return commit;
            }
            catch (Exception exception) when (LibGit2.IsRefusal(exception))
            {
                // No name that git could have: the next one.
            }
        }

        return null;
    }

    private PathEntry? Earlier(string fullPath)
    {
        if (!IsInside(fullPath))
            return null;
        lock (_lock)
            return _trees.Find(_base, fullPath[(_root.Length + 1)..].Replace(Path.DirectorySeparatorChar, '/'));
    }

    /// <summary>The outermost link on the way to a file, with what it holds: git keeps a link, not what is behind it. <c>null</c> where there is none.</summary>
    private (string Link, string Target)? Linked(string path)
    {
        for (var end = IsInside(path) ? _root.Length : path.Length; end < path.Length;)
        {
            end = path.IndexOf(Path.DirectorySeparatorChar, end + 1);
            if (end < 0)
                end = path.Length;
            if (new FileInfo(path[..end]).LinkTarget is { } target)
                return (path[..end], target);
        }

        return null;
    }

    /// <summary>The commits, then and now, of the submodule that a file is in; <c>null</c> where it is in none that was there.</summary>
    private (string Then, string? Now)? SubmoduleAround(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null && IsInside(folder); folder = Path.GetDirectoryName(folder))
            if (Earlier(folder) is { Mode: SubmoduleMode, Id: var then })
                lock (_lock)
                    return (then, _repository.Submodules[folder[(_root.Length + 1)..].Replace(Path.DirectorySeparatorChar, '/')]?.WorkDirCommitId?.Sha);
        return null;
    }

    private bool IsInside(string fullPath) => fullPath.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The id that git gives a file's content (gitformat-pack): the SHA-1 of a header and the bytes.</summary>
    private static string BlobId(byte[] content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static PlimsollException NotFound(string revision) =>
        PlimsollException.Usage($"This clone has no commit '{revision}'.", "Fetch it (actions/checkout: fetch-depth: 0), or use another commit, such as origin/main.");
}

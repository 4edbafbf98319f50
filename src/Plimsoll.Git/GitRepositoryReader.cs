using LibGit2Sharp;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>
/// Reads git repositories in process, from their own files and with libgit2: working trees, linked worktrees, submodules and bare
/// repositories. The <c>git</c> command is asked only about changed files, where libgit2 sees some or cannot read the index, and where libgit2
/// does not know the repository's format; without a <c>git</c> command libgit2's word stands.
/// </summary>
/// <remarks>
/// Thread-safe. Nothing is kept open: the state is a plain value, and its history opens the repository again for each walk.
/// </remarks>
/// <param name="environment">
/// Reads an environment variable: <c>GIT_DIR</c> and <c>GIT_WORK_TREE</c> mean what they mean to git, and the <c>git</c>
/// command is searched on <c>PATH</c>. In a program: <see cref="Environment.GetEnvironmentVariable(string)"/>.
/// </param>
public sealed class GitRepositoryReader(Func<string, string?> environment) : IRepositoryReader
{
    /// <summary>Reads the repository that <paramref name="path"/> is in.</summary>
    /// <param name="path">A folder or file anywhere inside, absolute or relative to the current folder.</param>
    /// <exception cref="PlimsollException">
    /// The path does not exist, is in no repository, or the repository has no commit yet, belongs to somebody else, has a
    /// format that cannot be read or misses objects (exit code 2).
    /// </exception>
    public RepositoryState Read(string path)
    {
        var location = RepositoryLocation.Find(path, environment);
        if (!location.IsReadByLibGit2 && location.Git is { } git)
            return new GitCommandReader(git, location).Read();

        try
        {
            if (OperatingSystem.IsLinux() && PlainRepository.TryOpen(location, environment)?.TryRead() is { } state)
                return state;
        }
        catch (Exception exception) when (LibGit2.IsUnreadable(exception))
        {
            throw RepositoryErrors.Unreadable(location, exception);
        }
        return ReadByLibGit2(location);
    }

    /// <summary>
    /// Eight hexadecimal digits, the first a letter, that tell one state of the changed tracked files from another: they depend
    /// on the files' names and on what is in the working tree now. The same changes give the same digits on every machine,
    /// except where line endings are converted.
    /// </summary>
    /// <param name="path">As for <see cref="Read(string)"/>.</param>
    /// <exception cref="PlimsollException">As for <see cref="Read(string)"/>, or a changed file cannot be read (exit code 2).</exception>
    public string HashOfChanges(string path)
    {
        var location = RepositoryLocation.Find(path, environment);
        if (!location.IsReadByLibGit2 && location.Git is { } git)
            return new GitCommandReader(git, location).HashOfChanges();

        using var repository = RepositoryOpener.Open(location);
        try
        {
            return ChangesHash.Compute(repository, location);
        }
        catch (Exception exception) when (LibGit2.IsUnreadable(exception))
        {
            throw RepositoryErrors.Unreadable(location, exception);
        }
    }

    /// <summary>The same of any repository that libgit2 opens.</summary>
    internal static RepositoryState ReadByLibGit2(RepositoryLocation location)
    {
        using var repository = RepositoryOpener.Open(location);
        try
        {
            return Read(repository, location);
        }
        catch (Exception exception) when (LibGit2.IsUnreadable(exception))
        {
            throw RepositoryErrors.Unreadable(location, exception);
        }
    }

    private static RepositoryState Read(Repository repository, RepositoryLocation location)
    {
        using var objects = new ObjectReader(location);
        var (branch, commit) = HeadReader.Read(repository, location, objects);
        var isBare = repository.Info.WorkingDirectory is null;
        var root = GetRoot(repository, location);
        var tags = TagReader.ReadByCommit(repository, location, objects);
        var remote = RemoteReader.Find(repository, location, branch);
        var remoteBranches = ReferenceFiles.Read(repository, location.CommonDirectory, $"refs/remotes/{remote?.Name ?? "origin"}/").Where(branch => branch.Key != "HEAD").ToDictionary(StringComparer.Ordinal);
        var (defaultBranch, reason) = DefaultBranchReader.Read(new LibGit2References(repository), remote?.Name);
        var (changed, note) = isBare ? ([], null) : WorkingTreeStatus.ChangedFiles(repository, location, objects, root);
        return new RepositoryState
        {
            Root = root,
            Head = commit,
            Branch = branch,
            TagsAtHead = tags.GetValueOrDefault(commit.Id, []),
            Tags = [.. tags.Values.SelectMany(names => names).Order(StringComparer.Ordinal)],
            DefaultBranch = defaultBranch,
            DefaultBranchReason = reason,
            MissingTagsReason = RemoteReader.MissingTagsReason(repository, remote?.Name),
            RemoteName = remote?.Name,
            Branches = [.. ReferenceFiles.Read(repository, location.CommonDirectory, "refs/heads/").Keys.Union(remoteBranches.Keys)],
            RemoteBranches = remoteBranches,
            RemoteUrl = remote?.Url,
            Remotes = RemoteReader.ReadAll(repository),
            ChangedFiles = changed,
            ChangesNote = note,
            IsShallow = location.IsShallow,
            IsBare = isBare,
            IsWorktree = location.IsWorktree,
            IsSubmodule = location.IsSubmodule,
            History = new CommitHistory(location, commit.Id, tags),
        };
    }

    internal static string GetRoot(Repository repository, RepositoryLocation location) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(repository.Info.WorkingDirectory ?? location.GitDirectory));
}

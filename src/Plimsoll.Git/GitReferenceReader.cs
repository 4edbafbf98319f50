using LibGit2Sharp;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>
/// Tells the ref that a repository is at, as docker/metadata-action does with <c>context: git</c>: the branch that is checked
/// out, whatever tags there are; for a detached HEAD what <c>git log --decorate</c> shows first beside it.
/// </summary>
/// <param name="environment">Reads an environment variable: <c>GIT_DIR</c> and <c>GIT_WORK_TREE</c> mean what they mean to git.</param>
internal sealed class GitReferenceReader(Func<string, string?> environment)
{
    /// <summary>Reads what is checked out in the repository that <paramref name="path"/> is in.</summary>
    /// <exception cref="PlimsollException">
    /// The repository cannot be read or has no commit, or its HEAD is detached where no tag, remote branch or pull request
    /// says which ref that is (exit code 2).
    /// </exception>
    public GitReference Read(string path) => With(path, (repository, location, objects) =>
    {
        var (branch, commit) = HeadReader.Read(repository, location, objects);
        var reference = branch is null ? DetachedReference.Find(repository, location, objects, commit.Id) : $"refs/heads/{branch}";
        return new GitReference(reference, commit.Id, commit.CommitDate);
    });

    /// <summary>The branch that is checked out, or <c>null</c> where there is none, or no repository.</summary>
    /// <param name="path">A path within the repository.</param>
    public string? BranchAt(string path)
    {
        try
        {
            return With(path, (repository, location, objects) => HeadReader.Read(repository, location, objects).Branch);
        }
        catch (PlimsollException)
        {
            return null;
        }
    }

    /// <summary>
    /// The branches whose history a commit is in: those of the clone, and those that it knows of remotes, without the remote's
    /// name; <c>HEAD</c> where it is in the history of what is checked out. <c>null</c> where the clone lacks the commit, or there
    /// is no repository.
    /// </summary>
    /// <param name="path">A path within the repository.</param>
    /// <param name="id">The commit's id, which may be abbreviated.</param>
    public IReadOnlyList<string>? FindBranchesWith(string path, string id)
    {
        try
        {
            return With(path, (repository, location, objects) => BranchesWith(repository, location, objects, id));
        }
        catch (PlimsollException)
        {
            return null;
        }
    }

    /// <summary>The remotes as the clone knows them; none where there is no repository.</summary>
    /// <param name="path">A path within the repository.</param>
    public IReadOnlyList<GitRemote> RemotesAt(string path)
    {
        try
        {
            return With(path, (repository, _, _) => RemoteReader.ReadAll(repository));
        }
        catch (PlimsollException)
        {
            return [];
        }
    }

    /// <summary>The short names of all tags and branches, those of remotes with the remote's name; none where there is no repository.</summary>
    /// <param name="path">A path within the repository.</param>
    public (IReadOnlyList<string> Tags, IReadOnlyList<string> Branches) NamesAt(string path)
    {
        try
        {
            return With<(IReadOnlyList<string>, IReadOnlyList<string>)>(path, (repository, _, _) =>
            {
                var names = repository.Refs.Select(reference => reference.CanonicalName).ToList();
                return (Below("refs/tags/", names), [.. Below("refs/heads/", names), .. Below("refs/remotes/", names).FindAll(name => !name.EndsWith("/HEAD", StringComparison.Ordinal))]);
            });
        }
        catch (PlimsollException)
        {
            return ([], []);
        }
    }

    private static List<string> Below(string folder, List<string> names) =>
        names.FindAll(name => name.StartsWith(folder, StringComparison.Ordinal)).ConvertAll(name => name[folder.Length..]);

    /// <summary>When a commit was made, or <c>null</c> where the repository does not have it.</summary>
    /// <param name="path">A path within the repository.</param>
    /// <param name="id">The full id of the commit, or of an annotated tag of it.</param>
    /// <exception cref="PlimsollException">The repository cannot be read (exit code 2).</exception>
    public DateTimeOffset? CommitDate(string path, string id) => ObjectId.TryParse(id, out var objectId)
        ? With(path, (_, _, objects) => DateOf(objects, objectId.Sha))
        : null;

    private static List<string>? BranchesWith(Repository repository, RepositoryLocation location, ObjectReader objects, string id)
    {
        objects.Loose.ThrowIfAnyIsCorrupt();
        if (repository.Lookup<LibGit2Sharp.Commit>(id) is not { } commit)
            return null;

        var branches = new List<string>();
        if (Contains(repository, HeadReader.Read(repository, location, objects).Commit.Id, commit))
            branches.Add("HEAD");
        foreach (var reference in repository.Refs)
            if (BranchName(reference.CanonicalName) is { } name && reference.ResolveToDirectReference() is { } tip && Contains(repository, tip.TargetIdentifier, commit))
                branches.Add(name);
        return branches;
    }

    private static bool Contains(Repository repository, string tip, LibGit2Sharp.Commit commit) =>
        repository.Lookup<LibGit2Sharp.Commit>(tip) is { } found && repository.ObjectDatabase.FindMergeBase(commit, found)?.Id == commit.Id;

    private static string? BranchName(string reference)
    {
        const string Heads = "refs/heads/";
        const string Remotes = "refs/remotes/";
        if (reference.StartsWith(Heads, StringComparison.Ordinal))
            return reference[Heads.Length..];
        return reference.StartsWith(Remotes, StringComparison.Ordinal) && reference.IndexOf('/', Remotes.Length) is > 0 and var end && reference[(end + 1)..] is var name and not "HEAD" ? name : null;
    }

    private static DateTimeOffset? DateOf(ObjectReader objects, string id) => objects.PeelToCommit(id) is { } commit ? objects.ReadCommit(commit).CommitDate.ToDate() : null;

    private T With<T>(string path, Func<Repository, RepositoryLocation, ObjectReader, T> read)
    {
        var location = RepositoryLocation.Find(path, environment);
        using var repository = RepositoryOpener.Open(location);
        try
        {
            using var objects = new ObjectReader(location);
            return read(repository, location, objects);
        }
        catch (Exception exception) when (LibGit2.IsUnreadable(exception))
        {
            throw RepositoryErrors.Unreadable(location, exception);
        }
    }
}

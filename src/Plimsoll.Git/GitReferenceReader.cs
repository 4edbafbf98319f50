using LibGit2Sharp;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>
/// Tells the ref that a repository is at, as docker/metadata-action does with <c>context: git</c>: the branch that is checked
/// out, whatever tags there are; for a detached HEAD what <c>git log --decorate</c> shows first beside it.
/// </summary>
/// <param name="environment">Reads an environment variable: <c>GIT_DIR</c> and <c>GIT_WORK_TREE</c> mean what they mean to git.</param>
public sealed class GitReferenceReader(Func<string, string?> environment)
{
    /// <summary>Reads what is checked out in the repository that <paramref name="path"/> is in.</summary>
    /// <exception cref="PlimsollException">
    /// The repository cannot be read or has no commit, or its HEAD is detached where no tag, remote branch or pull request
    /// says which ref that is (exit code 2).
    /// </exception>
    public GitReference Read(string path) => With(path, (repository, location) =>
    {
        var (branch, commit) = HeadReader.Read(repository, location);
        var reference = branch is null ? DetachedReference.Find(repository, location, commit.Id) : $"refs/heads/{branch}";
        return new GitReference(reference, commit.Id, commit.CommitDate);
    });

    /// <summary>The branch that is checked out, or <c>null</c> where there is none, or no repository.</summary>
    /// <param name="path">A path within the repository.</param>
    public string? BranchAt(string path)
    {
        try
        {
            return With(path, (repository, location) => HeadReader.Read(repository, location).Branch);
        }
        catch (PlimsollException)
        {
            return null;
        }
    }

    /// <summary>When a commit was made, or <c>null</c> where the repository does not have it.</summary>
    /// <param name="path">A path within the repository.</param>
    /// <param name="id">The commit's full id.</param>
    /// <exception cref="PlimsollException">The repository cannot be read (exit code 2).</exception>
    public DateTimeOffset? CommitDate(string path, string id) => ObjectId.TryParse(id, out var objectId)
        ? With(path, (repository, _) => repository.Lookup<LibGit2Sharp.Commit>(objectId)?.Committer.When)
        : null;

    private T With<T>(string path, Func<Repository, RepositoryLocation, T> read)
    {
        var location = RepositoryLocation.Find(path, environment);
        using var repository = RepositoryOpener.Open(location);
        try
        {
            return read(repository, location);
        }
        catch (Exception exception) when (exception is LibGit2SharpException or IOException or UnauthorizedAccessException)
        {
            throw RepositoryErrors.Unreadable(location, exception);
        }
    }
}

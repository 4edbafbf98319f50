using LibGit2Sharp;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>What can be wrong with a repository, each in one place: what, where, why, and what to do next.</summary>
internal static class RepositoryErrors
{
    public static PlimsollException NoSuchPath(string path) =>
        PlimsollException.Usage($"{path} does not exist, so there is no git repository to read.", "Check the path.");

    public static PlimsollException NotARepository(string path, string? ceiling = null) =>
        PlimsollException.Usage(
            $"{path} is not in a git repository: neither it nor any parent folder{(ceiling is null ? "" : $" below {ceiling}")} contains .git.",
            (ceiling is null ? "" : "GIT_CEILING_DIRECTORIES ends the search there. ")
                + "Run this inside a repository, or specify one. In a container or image build, .git must be mounted or copied too "
                + "(look at .dockerignore).");

    public static PlimsollException WrongGitDir(string path) =>
        PlimsollException.Usage($"GIT_DIR is set to {path}, which is not a git repository.", "Correct or unset GIT_DIR.");

    public static PlimsollException BareRepositoryNotAllowed(string folder) =>
        PlimsollException.Usage(
            $"{folder} is a bare repository, and git's configuration allows bare repositories only if GIT_DIR is set (safe.bareRepository = explicit).",
            $"If you trust it, set GIT_DIR={folder}");

    public static PlimsollException GitNeeded(RepositoryLocation location, string why) =>
        PlimsollException.Usage($"The repository {location.GitDirectory} cannot be read: {why}.", "Install git, or put it on PATH.");

    public static PlimsollException BrokenGitFile(string file, string target) =>
        PlimsollException.Usage(
            $"{file} should point to the repository of this worktree or submodule, but it points to {target}, which is not a git repository.",
            "A worktree or submodule cannot be read without the main repository: mount or copy that too, at the same path. "
            + "If a worktree's main repository was moved, run `git worktree repair` in it.");

    public static PlimsollException BrokenGitDirectory(string folder) =>
        PlimsollException.Usage(
            $"{folder} is not a complete git repository: HEAD, objects or refs is missing.",
            "Copy the whole folder, or clone the repository again.");

    public static PlimsollException NoCommit(RepositoryLocation location, string? branch) =>
        PlimsollException.Usage(
            $"The repository {location.GitDirectory} has no commit to read: "
            + (branch is null ? "HEAD points to a branch that does not exist." : $"branch '{branch}' has no commits yet."),
            "Make the first commit, or check out a branch that has one.");

    public static PlimsollException CorruptHead(RepositoryLocation location, Exception? innerException = null) =>
        PlimsollException.Usage(
            $"{Path.Combine(location.GitDirectory, "HEAD")} is corrupt: it points to neither a branch nor a commit.",
            "Check out a branch or commit again, or clone the repository again.",
            innerException);

    public static PlimsollException CorruptPackedReferences(string file, string reference) =>
        PlimsollException.Usage(
            $"{file} is corrupt: it leads {reference} to what is not the id of an object.",
            "Remove the line, then run `git fetch --tags`; or clone the repository again.");

    public static PlimsollException EndlessReference(RepositoryLocation location, string reference) =>
        PlimsollException.Usage(
            $"The repository {location.GitDirectory} cannot be read: {reference} leads from reference to reference without end.",
            "Run `git symbolic-ref` to see where references lead, and delete the wrong one; or clone the repository again.");

    public static PlimsollException EndlessLink(RepositoryLocation location, string link) =>
        PlimsollException.Usage(
            $"The repository {location.GitDirectory} cannot be read: {link} is a link to a folder with links to folders, which can lead back to it.",
            "Replace it by a folder, or clone the repository again.");

    public static PlimsollException LibraryMissing(Exception innerException) =>
        new(
            ErrorKind.Failed,
            $"Git repositories cannot be read: the library libgit2 ({NativeObjects.Library}) cannot be loaded.",
            "It must be beside the program, as in the archive or package that both came in: copy it there, or install Plimsoll again.",
            innerException);

    public static PlimsollException CorruptObject(RepositoryLocation location, string id, string file) =>
        PlimsollException.Usage(
            $"The repository {location.GitDirectory} cannot be read: the object {id} is corrupt ({file} is not whole).",
            "Run `git fsck --full` to see what else is. If another clone has the object, delete the file and run `git fetch --refetch`; or clone the repository again.");

    public static PlimsollException MissingObject(RepositoryLocation location, string what, Exception? innerException = null)
    {
        // A filter without folders stays with the remote, so that fetching again brings the same as before.
        var remote = RepositoryFormat.PromisorRemote(location.CommonDirectory);
        return PlimsollException.Usage(
            $"The repository {location.GitDirectory} is {(remote is null ? "incomplete" : $"a partial clone of {remote}")}: {what} is missing from its objects.",
            remote is null
                ? "Run `git fsck` to see what is missing, and clone the repository again."
                : $"Fetch the trees of all commits: git fetch --refetch --filter=blob:none {remote}\n"
                    + "(actions/checkout and other steps that clone: filter: blob:none instead of tree:0.)",
            innerException);
    }

    /// <summary>Where libgit2 does not know the format, and git refuses too.</summary>
    public static PlimsollException UnreadableByGit(RepositoryLocation location, string error) =>
        error.Contains("dubious ownership", StringComparison.Ordinal) ? DubiousOwnership(location, new LibGit2SharpException(error))
        : PlimsollException.Usage(
            $"The repository {location.CommonDirectory} has a format that the installed git cannot read: {RepositoryFormat.WhyUnreadable(location.CommonDirectory)} ({error.Trim().Split('\n')[0]}).",
            "Install a newer git, or clone the repository in git's default format (`git clone --ref-format=files`).");

    public static PlimsollException CannotOpen(RepositoryLocation location, Exception exception)
    {
        if (exception.Message.Contains("not owned by current user", StringComparison.Ordinal))
            return DubiousOwnership(location, exception);
        return RepositoryFormat.WhyUnreadable(location.CommonDirectory) is { } why
            ? PlimsollException.Usage(
                $"The repository {location.CommonDirectory} has a format that only git itself can read: {why}.",
                "Install git and put it on PATH. Without it Plimsoll reads git's default format: sha1 objects, references in files "
                + "(`git clone --ref-format=files`).",
                exception)
            : Unreadable(location, exception);
    }

    public static PlimsollException Unreadable(RepositoryLocation location, Exception exception) =>
        PlimsollException.Usage(
            $"The repository {location.GitDirectory} cannot be read: {LibGit2.Reason(exception).TrimEnd('.')}.",
            "Check whether `git status` works there, and run `git fsck`.",
            exception);

    private static PlimsollException DubiousOwnership(RepositoryLocation location, Exception exception)
    {
        var folder = location.WorkTree
            ?? (Path.GetFileName(location.GitDirectory) == ".git" ? Path.GetDirectoryName(location.GitDirectory)! : location.GitDirectory);
        return PlimsollException.Usage(
            $"The repository {folder} is owned by another user (dubious ownership), so it is not read.",
            $"""
            If you trust it, run this as the same user: git config --global --add safe.directory {folder}
            The setting must be in ~/.gitconfig: GIT_CONFIG_GLOBAL and GIT_CONFIG_COUNT are ignored.
            In a container job (GitHub Actions `container:`, Azure Pipelines `container:`) the checkout is owned by the host's user: run that command as a step after the checkout, in the same container.
            """,
            exception);
    }
}

using LibGit2Sharp;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>Tells which tracked files differ from HEAD, in the index or the working tree.</summary>
internal static class WorkingTreeStatus
{
    /// <summary>Enough to recognise what happened.</summary>
    private const int MostNamed = 10;

    // Tracked changes only: NewInWorkdir (untracked) and Ignored are not among them.
    private const FileStatus Changed =
        FileStatus.NewInIndex | FileStatus.ModifiedInIndex | FileStatus.DeletedFromIndex | FileStatus.RenamedInIndex | FileStatus.TypeChangeInIndex
        | FileStatus.ModifiedInWorkdir | FileStatus.DeletedFromWorkdir | FileStatus.TypeChangeInWorkdir | FileStatus.RenamedInWorkdir
        | FileStatus.Unreadable | FileStatus.Conflicted;

    private static readonly StatusOptions TrackedOnly = new()
    {
        IncludeUntracked = false,
        IncludeIgnored = false,
        RecurseUntrackedDirs = false,
        DetectRenamesInIndex = false,
    };

    /// <returns>At most ten of <see cref="AllChangedFiles"/>, and why some of them may differ although nobody changed them, or <c>null</c>.</returns>
    public static (IReadOnlyList<string> Files, string? Note) ChangedFiles(Repository repository, RepositoryLocation location, ObjectReader objects, string root)
    {
        var changed = AllChangedFiles(repository, location, objects, root);
        return (Name(changed), DescribeFilters(changed));
    }

    /// <summary>The first of them: a list of thousands helps nobody.</summary>
    public static IReadOnlyList<string> Name(IReadOnlyList<ChangedFile> changed) => [.. changed.Select(file => file.Path).Take(MostNamed)];

    /// <summary>What git alone says.</summary>
    /// <exception cref="PlimsollException">git fails (exit code 2).</exception>
    public static IReadOnlyList<ChangedFile> Ask(GitCommand git, RepositoryLocation location, string root) =>
        Ordered(new GitStatus(git, location, root).ChangedFiles(out var error) ?? throw CannotTell(root, error, "Run `git status` there."));

    /// <param name="repository">Not bare.</param>
    /// <param name="location">Where it is.</param>
    /// <param name="objects">Its objects.</param>
    /// <param name="root">Its working tree.</param>
    /// <returns>Paths relative to <paramref name="root"/>, ordered ordinally.</returns>
    public static IReadOnlyList<ChangedFile> AllChangedFiles(Repository repository, RepositoryLocation location, ObjectReader objects, string root)
    {
        List<string> changed;
        HeadTrees.ThrowIfCorrupt(repository, objects);
        try
        {
            changed = [.. repository.RetrieveStatus(TrackedOnly).Where(entry => (entry.State & Changed) != 0).Select(entry => entry.FilePath)];
        }
        catch (Exception exception) when (LibGit2.IsRefusal(exception))
        {
            // A sparse or split index (and one without checksum) is beyond libgit2.
            if (location.Git is null)
                throw CannotTell(root, LibGit2.Reason(exception), "Install git and put it on PATH, or convert the index to the standard format: `git sparse-checkout reapply --no-sparse-index` "
                    + "if it is sparse, `git update-index --no-split-index` if it is split.", exception);
            return Ordered(new GitStatus(location.Git, location, root).ChangedFiles(out var error)
                ?? throw CannotTell(root, error, "Run `git status` there.", exception));
        }

        // libgit2 runs no external filters (Git LFS), knows no working-tree-encoding and takes files outside a sparse checkout
        // for deleted: a change it sees may be none, while what it calls unchanged is.
        if (changed.Count == 0)
            return [];
        if (location.Git is { } git && new GitStatus(git, location, root).ChangedFiles(out _) is { } confirmed)
            return Ordered(confirmed);
        if (File.Exists(Path.Combine(location.GitDirectory, "info", "sparse-checkout")))
            throw CannotTell(root, "it is a sparse checkout, which only git itself can compare", "Install git and put it on PATH.");
        return Ordered(changed.Select(path => new ChangedFile(path, null)));
    }

    private static List<ChangedFile> Ordered(IEnumerable<ChangedFile> files) => [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];

    public static string? DescribeFilters(IReadOnlyList<ChangedFile> changed)
    {
        var skipped = changed.Where(file => file.SkippedFilter is not null).ToList();
        if (skipped.Count == 0)
            return null;

        var filter = skipped[0].SkippedFilter!;
        return filter == LfsPointer.Filter
            ? $"{skipped[0].Path} is stored in Git LFS, and its content does not match the digest in git"
            : $"{skipped[0].Path} has the filter '{filter}', which was not run: if you trust the programs configured in .git/config, set PLIMSOLL_GIT_FILTERS=true and install the programs that the filter needs";
    }

    private static PlimsollException CannotTell(string root, string why, string advice, Exception? innerException = null) =>
        PlimsollException.Usage($"Cannot determine which files of {root} have changed: {why.Trim().TrimEnd('.')}.", advice, innerException);
}

namespace Plimsoll.Git;

/// <summary>Where a repository's parts are, and how it is read.</summary>
/// <param name="GitDirectory">The folder with this working tree's <c>HEAD</c> and index. Absolute.</param>
/// <param name="CommonDirectory">The folder with references, objects and configuration: another one only for a linked worktree.</param>
/// <param name="WorkTree">The working tree's root where libgit2 needs it, else <c>null</c>.</param>
internal sealed record RepositoryLocation(string GitDirectory, string CommonDirectory, string? WorkTree)
{
    /// <summary>The git command, or <c>null</c> where there is none.</summary>
    public GitCommand? Git { get; init; }

    /// <summary>Where <c>git replace</c> keeps its references (<c>GIT_REPLACE_REF_BASE</c>), or <c>null</c> where they do not count.</summary>
    public string? ReplaceBase { get; init; } = "refs/replace/";

    /// <summary>The parents that commits are given whatever they say: the id of the commit and of each parent on a line.</summary>
    public string GraftFile { get; init; } = Path.Combine(CommonDirectory, "info", "grafts");

    /// <summary>The references that are not kept in files of their own.</summary>
    public string PackedReferencesFile => Path.Combine(CommonDirectory, "packed-refs");

    /// <summary>Whether the format is one that libgit2 knows.</summary>
    public bool IsReadByLibGit2 => RepositoryFormat.WhyUnreadable(CommonDirectory) is null;

    public bool IsWorktree => GitDirectory != CommonDirectory;

    /// <summary>A submodule's repository is kept inside that of its superproject: <c>.git/modules/NAME</c>.</summary>
    public bool IsSubmodule
    {
        get
        {
            for (var folder = Path.GetDirectoryName(CommonDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
                if (Path.GetFileName(folder) == "modules" && RepositoryFinder.IsGitDirectory(Path.GetDirectoryName(folder)!))
                    return true;
            return false;
        }
    }

    // Read from the file: libgit2 looks for it beside HEAD, where a linked worktree has none.
    public bool IsShallow => new FileInfo(ShallowFile) is { Exists: true, Length: > 0 };

    /// <summary>The commits where a shallow clone is cut, one id a line.</summary>
    public string ShallowFile => Path.Combine(CommonDirectory, "shallow");

    /// <summary>Finds the repository that a path is in, as git does.</summary>
    public static RepositoryLocation Find(string path, Func<string, string?> environment) => new RepositoryFinder(environment).Find(path);
}

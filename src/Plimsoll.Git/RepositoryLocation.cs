namespace Plimsoll.Git;

/// <summary>
/// Where a repository's parts are. Found by walking up, because libgit2's own discovery returns nothing under NativeAOT and
/// opening a subfolder fails.
/// </summary>
/// <param name="GitDirectory">The folder with this working tree's <c>HEAD</c> and index. Absolute.</param>
/// <param name="CommonDirectory">The folder with references, objects and configuration: another one only for a linked worktree.</param>
/// <param name="WorkTree">The working tree's root where libgit2 must be told, else <c>null</c>.</param>
internal sealed record RepositoryLocation(string GitDirectory, string CommonDirectory, string? WorkTree)
{
    public bool IsWorktree => GitDirectory != CommonDirectory;

    /// <summary>A submodule's repository is kept inside that of its superproject: <c>.git/modules/NAME</c>.</summary>
    public bool IsSubmodule
    {
        get
        {
            for (var folder = Path.GetDirectoryName(CommonDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
                if (Path.GetFileName(folder) == "modules" && IsGitDirectory(Path.GetDirectoryName(folder)!))
                    return true;
            return false;
        }
    }

    // Read from the file: libgit2 looks for it beside HEAD, where a linked worktree has none.
    public bool IsShallow => new FileInfo(ShallowFile) is { Exists: true, Length: > 0 };

    /// <summary>The commits where a shallow clone is cut, one id a line.</summary>
    public string ShallowFile => Path.Combine(CommonDirectory, "shallow");

    public static RepositoryLocation Find(string path, Func<string, string?> environment)
    {
        var start = Path.GetFullPath(path);
        if (File.Exists(start))
            start = Path.GetDirectoryName(start)!;
        else if (!Directory.Exists(start))
            throw RepositoryErrors.NoSuchPath(start);

        return environment("GIT_DIR") is { Length: > 0 } gitDirectory
            ? FromEnvironment(start, Path.GetFullPath(gitDirectory, start), environment("GIT_WORK_TREE"))
            : WalkUp(start, environment("GIT_WORK_TREE"));
    }

    private static RepositoryLocation FromEnvironment(string start, string gitDirectory, string? workTree)
    {
        if (File.Exists(gitDirectory))
            gitDirectory = ReadGitFile(gitDirectory);
        if (!IsGitDirectory(gitDirectory))
            throw RepositoryErrors.NotARepository(gitDirectory, "the environment variable GIT_DIR names it");

        if (workTree is { Length: > 0 })
            return At(gitDirectory, Path.GetFullPath(workTree, start));

        // With GIT_DIR alone the folder one is in is the working tree, unless the repository's configuration knows better.
        var config = RepositoryFormat.ReadConfig(FindCommonDirectory(gitDirectory));
        return At(gitDirectory, config.ContainsKey("core.worktree") || config.GetValueOrDefault("core.bare") == "true" ? null : start);
    }

    private static RepositoryLocation WalkUp(string start, string? workTree)
    {
        var explicitTree = workTree is { Length: > 0 } ? Path.GetFullPath(workTree, start) : null;
        string? broken = null;
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var dotGit = Path.Combine(folder, ".git");
            if (File.Exists(dotGit))
            {
                var gitDirectory = ReadGitFile(dotGit);
                if (!IsGitDirectory(gitDirectory))
                    throw RepositoryErrors.BrokenGitFile(dotGit, gitDirectory);

                // The working tree is where the .git file is (a worktree's link back may name a path on another machine), except
                // where the repository says otherwise, as that of a submodule does.
                var isSaid = RepositoryFormat.ReadConfig(gitDirectory).ContainsKey("core.worktree");
                return At(gitDirectory, explicitTree ?? (isSaid ? null : folder));
            }
            if (IsGitDirectory(dotGit))
                return At(dotGit, explicitTree);
            if (IsGitDirectory(folder))
                return At(folder, explicitTree);
            if (Directory.Exists(dotGit))
                broken ??= dotGit;
        }
        throw broken is null ? RepositoryErrors.NotARepository(start) : RepositoryErrors.BrokenGitDirectory(broken);
    }

    private static RepositoryLocation At(string gitDirectory, string? workTree) =>
        new(gitDirectory, FindCommonDirectory(gitDirectory), workTree);

    // What git itself asks of a repository: HEAD, and objects and references of its own or somebody else's.
    private static bool IsGitDirectory(string folder) =>
        File.Exists(Path.Combine(folder, "HEAD"))
        && (File.Exists(Path.Combine(folder, "commondir"))
            || (Directory.Exists(Path.Combine(folder, "objects")) && Directory.Exists(Path.Combine(folder, "refs"))));

    private static string FindCommonDirectory(string gitDirectory)
    {
        var link = Path.Combine(gitDirectory, "commondir");
        return File.Exists(link) ? FullPath(File.ReadAllText(link).Trim(), gitDirectory) : gitDirectory;
    }

    private static string ReadGitFile(string file)
    {
        const string Prefix = "gitdir:";
        var text = File.ReadAllText(file).Trim();
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            ? FullPath(text[Prefix.Length..].Trim(), Path.GetDirectoryName(file)!)
            : throw RepositoryErrors.BrokenGitFile(file, "nothing");
    }

    private static string FullPath(string path, string basePath) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, basePath));
}

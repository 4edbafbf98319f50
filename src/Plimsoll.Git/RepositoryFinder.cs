using Plimsoll.Oci;
namespace Plimsoll.Git;

/// <summary>
/// Finds repositories by walking up, because libgit2's own discovery returns nothing under NativeAOT and opening a subfolder
/// fails.
/// </summary>
/// <param name="environment">Reads an environment variable; those of git(1) mean what they mean to git.</param>
internal sealed class RepositoryFinder(Func<string, string?> environment)
{
    private readonly GitCommand? _git = GitCommand.Find(environment);

    public RepositoryLocation Find(string path)
    {
        // git changes to the folder first, so that the one counts that links lead to.
        var given = Path.GetFullPath(path);
        var start = RealPath.Resolve(given) is { Length: > 0 } real ? real : given;
        if (File.Exists(start))
            start = Path.GetDirectoryName(start)!;
        else if (!Directory.Exists(start))
            throw RepositoryErrors.NoSuchPath(given);

        var workTree = environment("GIT_WORK_TREE");
        if (environment("GIT_DIR") is { Length: > 0 } gitDirectory)
            return FromEnvironment(start, Path.GetFullPath(gitDirectory, start), workTree);

        var explicitTree = workTree is { Length: > 0 } ? Path.GetFullPath(workTree, start) : null;
        var found = WalkUp(start);
        return found.Folder is { } folder ? In(folder, explicitTree)
            : throw (found.Broken is { } broken ? RepositoryErrors.BrokenGitDirectory(broken) : RepositoryErrors.NotARepository(start, found.Ceiling));
    }

    // What git itself asks of a repository: HEAD, and objects and references of its own or somebody else's.
    public static bool IsGitDirectory(string folder) =>
        File.Exists(Path.Combine(folder, "HEAD"))
        && (File.Exists(Path.Combine(folder, "commondir"))
            || (Directory.Exists(Path.Combine(folder, "objects")) && Directory.Exists(Path.Combine(folder, "refs"))));

    private RepositoryLocation FromEnvironment(string start, string gitDirectory, string? workTree)
    {
        if (File.Exists(gitDirectory))
            gitDirectory = ReadGitFile(gitDirectory);
        if (!IsGitDirectory(gitDirectory))
            throw RepositoryErrors.WrongGitDir(gitDirectory);

        if (workTree is { Length: > 0 })
            return At(gitDirectory, Path.GetFullPath(workTree, start));

        // With GIT_DIR alone the folder one is in is the working tree, unless the repository's configuration knows better.
        var config = RepositoryFormat.ReadConfig(FindCommonDirectory(gitDirectory));
        return At(gitDirectory, config.ContainsKey("core.worktree") || config.GetValueOrDefault("core.bare") == "true" ? null : start);
    }

    /// <summary>The folder that holds .git or is a bare repository; else what was nearly one, or the folder that one is not to look at.</summary>
    private (string? Folder, string? Broken, string? Ceiling) WalkUp(string start)
    {
        var ceilings = Ceilings();
        string? broken = null;
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (folder != start && ceilings.Contains(folder))
                return (null, broken, folder);

            var dotGit = Path.Combine(folder, ".git");
            if (File.Exists(dotGit) || IsGitDirectory(dotGit) || IsGitDirectory(folder))
                return (folder, null, null);
            if (Directory.Exists(dotGit))
                broken ??= dotGit;
        }
        return (null, broken, null);
    }

    private RepositoryLocation In(string folder, string? explicitTree)
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

        // Inside .git one is where git looked before; elsewhere somebody may have put a repository among the files of another.
        if (!folder.Split(Path.DirectorySeparatorChar).Contains(".git") && _git?.ReadUserSetting("safe.bareRepository", Path.GetPathRoot(folder)!) == "explicit")
            throw RepositoryErrors.BareRepositoryNotAllowed(folder);
        return At(folder, explicitTree);
    }

    /// <summary>The folders that are not looked at, nor those above them, where one starts below: as given and, up to an empty entry, without links.</summary>
    private HashSet<string> Ceilings()
    {
        var ceilings = new HashSet<string>(StringComparer.Ordinal);
        var followsLinks = true;
        foreach (var entry in (environment("GIT_CEILING_DIRECTORIES") ?? "").Split(Path.PathSeparator))
            if (entry.Length == 0)
                followsLinks = false;
            else if (Path.IsPathFullyQualified(entry))
            {
                var ceiling = Path.TrimEndingDirectorySeparator(Path.GetFullPath(entry));
                ceilings.Add(ceiling);
                if (followsLinks)
                    ceilings.Add(RealPath.Resolve(ceiling));
            }
        return ceilings;
    }

    private RepositoryLocation At(string gitDirectory, string? workTree)
    {
        var common = FindCommonDirectory(gitDirectory);
        var location = new RepositoryLocation(gitDirectory, common, workTree)
        {
            Git = _git,
            ReplaceBase = environment("GIT_NO_REPLACE_OBJECTS") is null && !RepositoryFormat.IsDisabled(common, "core.usereplacerefs")
                ? environment("GIT_REPLACE_REF_BASE") is { Length: > 0 } replaceBase ? replaceBase.TrimEnd('/') + "/" : "refs/replace/"
                : null,
        };
        return environment("GIT_GRAFT_FILE") is { Length: > 0 } grafts ? location with { GraftFile = Path.GetFullPath(grafts) } : location;
    }

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

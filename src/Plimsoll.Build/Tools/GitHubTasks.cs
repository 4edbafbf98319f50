using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build.Tools;

/// <summary>Names and URLs of repositories at GitHub. <see cref="GhTasks"/> does what the <c>gh</c> command can.</summary>
public static class GitHubTasks
{
    /// <summary>Whether the remote of a repository is at <c>github.com</c>.</summary>
    public static bool IsGitHubRepository([NotNullWhen(true)] this GitRepository? repository) =>
        "github.com".Equals(repository?.Endpoint, StringComparison.OrdinalIgnoreCase);

    /// <summary>The owner: <c>acme</c> of <c>acme/app</c>.</summary>
    /// <exception cref="BuildException">It is not at GitHub (exit code 2).</exception>
    public static string GetGitHubOwner(this GitRepository repository) => IdentifierOf(repository).Split('/')[0];

    /// <summary>The name: <c>app</c> of <c>acme/app</c>.</summary>
    /// <exception cref="BuildException">It is not at GitHub (exit code 2).</exception>
    public static string GetGitHubName(this GitRepository repository) => IdentifierOf(repository).Split('/')[^1];

    /// <summary>The URL that compares the commits from one, itself included, to another that is newer.</summary>
    /// <exception cref="BuildException">It is not at GitHub (exit code 2).</exception>
    public static string GetGitHubCompareCommitsUrl(this GitRepository repository, string startCommitSha, string endCommitSha) =>
        $"{RootOf(repository)}/compare/{endCommitSha}^...{startCommitSha}";

    /// <summary>The URL that compares a tag with the head of the default branch.</summary>
    /// <exception cref="BuildException">It is not at GitHub (exit code 2).</exception>
    public static string GetGitHubCompareTagToHeadUrl(this GitRepository repository, string tag) => $"{RootOf(repository)}/compare/{tag}...HEAD";

    /// <summary>The URL that compares two tags.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="startTag">The newer one.</param>
    /// <param name="endTag">The older one.</param>
    /// <exception cref="BuildException">It is not at GitHub (exit code 2).</exception>
    public static string GetGitHubCompareTagsUrl(this GitRepository repository, string startTag, string endTag) => $"{RootOf(repository)}/compare/{endTag}...{startTag}";

    /// <summary>The URL of a commit.</summary>
    /// <exception cref="BuildException">It is not at GitHub (exit code 2).</exception>
    public static string GetGitHubCommitUrl(this GitRepository repository, string commitSha) => $"{RootOf(repository)}/commit/{commitSha}";

    /// <summary>The URL of a file's content: <c>https://raw.githubusercontent.com/acme/app/main/README.md</c>.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="file">A path from its root, or an absolute one in it.</param>
    /// <param name="branch">A branch, tag or commit; the default is the branch of the repository.</param>
    /// <exception cref="BuildException">It is not at GitHub, the file is not in it, or no branch is known (exit code 2).</exception>
    public static string GetGitHubDownloadUrl(this GitRepository repository, string file, string? branch = null) =>
        $"https://raw.githubusercontent.com/{IdentifierOf(repository)}/{branch ?? BranchOf(repository)}/{PathIn(repository, file)}";

    /// <summary>The URL of the page of a file or directory.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="path">A path from its root, or an absolute one in it; the default is the root.</param>
    /// <param name="branch">A branch, tag or commit; the default is the branch of the repository.</param>
    /// <param name="itemType">What the path is; the default is what it is in the working tree.</param>
    /// <exception cref="BuildException">It is not at GitHub, the path is not in it, or what it is or the branch is not known (exit code 2).</exception>
    public static string GetGitHubBrowseUrl(this GitRepository repository, string? path = null, string? branch = null, GitHubItemType itemType = GitHubItemType.Automatic)
    {
        var root = RootOf(repository);
        var relative = path is null ? "" : PathIn(repository, path);
        return $"{root}/{(IsDirectory(repository, relative, itemType) ? "tree" : "blob")}/{branch ?? BranchOf(repository)}/{relative}".TrimEnd('/');
    }

    private static bool IsDirectory(GitRepository repository, string path, GitHubItemType type)
    {
        if (type != GitHubItemType.Automatic || path.Length == 0)
            return type != GitHubItemType.File;
        if (repository.LocalDirectory is { } directory && (directory / path).DirectoryExists())
            return true;
        return repository.LocalDirectory is { } root && (root / path).FileExists() ? false
            : throw BuildException.Usage($"{path} is not in {repository}, so that nothing tells whether it is a file or a directory.", $"Pass {nameof(GitHubItemType)}.File or {nameof(GitHubItemType)}.Directory.");
    }

    private static string PathIn(GitRepository repository, string path)
    {
        if (!Path.IsPathRooted(path))
            return path.Replace('\\', '/');
        var directory = repository.LocalDirectory ?? throw BuildException.Usage($"{path} is absolute, and {repository} has no directory here.", "Pass the path from its root.");
        return directory.Contains(AbsolutePath.Create(path))
            ? directory.GetRelativePathTo(AbsolutePath.Create(path)).ToString().Replace('\\', '/')
            : throw BuildException.Usage($"{path} is not in {directory}.");
    }

    private static string BranchOf(GitRepository repository) =>
        repository.Branch ?? throw BuildException.Usage($"No branch of {repository} is checked out.", "Pass the branch.");

    private static string RootOf(GitRepository repository) => $"https://github.com/{IdentifierOf(repository)}";

    private static string IdentifierOf(GitRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return repository.IsGitHubRepository() ? repository.Identifier! : throw BuildException.Usage($"{repository} is not a repository at GitHub.");
    }
}

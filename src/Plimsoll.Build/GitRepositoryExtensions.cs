namespace Plimsoll.Build;

/// <summary>Which kind of branch a repository is on, by its usual names, whatever their case.</summary>
public static class GitRepositoryExtensions
{
    /// <summary>Whether it is <c>main</c>.</summary>
    public static bool IsOnMainBranch(this GitRepository repository) => IsOn(repository, "main");

    /// <summary>Whether it is <c>master</c>.</summary>
    public static bool IsOnMasterBranch(this GitRepository repository) => IsOn(repository, "master");

    /// <summary>Whether it is <c>main</c> or <c>master</c>.</summary>
    public static bool IsOnMainOrMasterBranch(this GitRepository repository) => IsOn(repository, "main", "master");

    /// <summary>Whether it is <c>dev</c>, <c>develop</c> or <c>development</c>.</summary>
    public static bool IsOnDevelopBranch(this GitRepository repository) => IsOn(repository, "dev", "develop", "development");

    /// <summary>Whether it begins with <c>feature/</c> or <c>features/</c>.</summary>
    public static bool IsOnFeatureBranch(this GitRepository repository) => IsBelow(repository, "feature/", "features/");

    /// <summary>Whether it begins with <c>release/</c> or <c>releases/</c>.</summary>
    public static bool IsOnReleaseBranch(this GitRepository repository) => IsBelow(repository, "release/", "releases/");

    /// <summary>Whether it begins with <c>hotfix/</c> or <c>hotfixes/</c>.</summary>
    public static bool IsOnHotfixBranch(this GitRepository repository) => IsBelow(repository, "hotfix/", "hotfixes/");

    private static bool IsOn(GitRepository repository, params ReadOnlySpan<string> names)
    {
        ArgumentNullException.ThrowIfNull(repository);
        foreach (var name in names)
            if (name.Equals(repository.Branch, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private static bool IsBelow(GitRepository repository, params ReadOnlySpan<string> prefixes)
    {
        ArgumentNullException.ThrowIfNull(repository);
        foreach (var prefix in prefixes)
            if (repository.Branch?.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) == true)
                return true;
        return false;
    }
}

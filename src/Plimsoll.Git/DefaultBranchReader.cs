using LibGit2Sharp;

namespace Plimsoll.Git;

/// <summary>Tells the default branch as well as a clone knows it.</summary>
internal static class DefaultBranchReader
{
    private static readonly string[] UsualNames = ["main", "master"];

    /// <returns>The branch without <c>refs/heads/</c>, and how it was found; or <c>null</c>, and why not.</returns>
    public static (string? Branch, string Reason) Read(Repository repository, string? remote)
    {
        remote ??= "origin";
        var prefix = $"refs/remotes/{remote}/";

        // Left behind by a renamed branch it may name one that is gone.
        if (repository.Refs[$"{prefix}HEAD"] is SymbolicReference { Target: not null } head
            && head.TargetIdentifier.StartsWith(prefix, StringComparison.Ordinal))
            return (head.TargetIdentifier[prefix.Length..], $"{remote}/HEAD names it");

        foreach (var name in UsualNames)
        {
            if (repository.Refs[$"refs/heads/{name}"] is not null)
                return (name, $"{remote}/HEAD is not known, and a branch '{name}' exists");
            if (repository.Refs[prefix + name] is not null)
                return (name, $"{remote}/HEAD is not known, and '{remote}/{name}' exists");
        }
        return (null, $"{remote}/HEAD is not known, and there is no branch 'main' or 'master'");
    }
}

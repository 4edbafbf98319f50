using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>Tells the default branch as well as a clone knows it.</summary>
internal static class DefaultBranchReader
{
    private static readonly string[] UsualNames = ["main", "master"];

    /// <summary>A remote with its default branch.</summary>
    public static GitRemote Describe(IReferences references, string remote)
    {
        var (branch, reason) = Read(references, remote);
        return new GitRemote(remote, branch, reason);
    }

    /// <returns>The branch without <c>refs/heads/</c>, and how it was found; or <c>null</c>, and why not.</returns>
    public static (string? Branch, string Reason) Read(IReferences references, string? remote)
    {
        remote ??= "origin";
        var prefix = $"refs/remotes/{remote}/";

        // Left behind by a renamed branch it may name one that is gone.
        if (references.TargetOf($"{prefix}HEAD") is { } head && head.StartsWith(prefix, StringComparison.Ordinal))
            return (head[prefix.Length..], $"{remote}/HEAD points to it");

        foreach (var name in UsualNames)
        {
            if (references.Exists($"refs/heads/{name}"))
                return (name, $"{remote}/HEAD is not set, and branch '{name}' exists");
            if (references.Exists(prefix + name))
                return (name, $"{remote}/HEAD is not set, and '{remote}/{name}' exists");
        }
        return (null, $"{remote}/HEAD is not set, and there is no branch 'main' or 'master'");
    }
}

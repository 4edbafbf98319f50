using LibGit2Sharp;
using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>Reads the remotes, and finds the one that stands for the repository.</summary>
internal static class RemoteReader
{
    /// <summary>The remotes as the clone knows them, ordered by name.</summary>
    public static IReadOnlyList<GitRemote> ReadAll(Repository repository)
    {
        var references = new LibGit2References(repository);
        return [.. repository.Network.Remotes.Select(remote => remote.Name).Order(StringComparer.Ordinal).Select(name => DefaultBranchReader.Describe(references, name))];
    }

    /// <summary>The remote that stands for the repository, with its URL without credentials.</summary>
    public static (string Name, string Url)? Find(Repository repository, RepositoryLocation location, string? branch)
    {
        var name = Choose([.. repository.Network.Remotes.Select(remote => remote.Name)], new LibGit2References(repository), location, branch);
        return name is not null && repository.Network.Remotes[name].Url is { Length: > 0 } url ? (name, RemoteAddress.WithoutCredentials(url)) : null;
    }

    /// <summary><c>origin</c>, else the only one, else the one that the branch follows, else the only one whose HEAD is known.</summary>
    /// <param name="names">The remotes.</param>
    /// <param name="references">The repository's references.</param>
    /// <param name="location">Where it is.</param>
    /// <param name="branch">The branch that is checked out, or <c>null</c>.</param>
    public static string? Choose(IReadOnlyList<string> names, IReferences references, RepositoryLocation location, string? branch) =>
        names.Contains("origin") ? "origin"
        : names.Count == 1 ? names[0]
        : Followed(location, branch) is { } followed && names.Contains(followed) ? followed
        : names.Where(name => references.Exists($"refs/remotes/{name}/HEAD")).Take(2).ToList() is [var only] ? only
        : null;

    /// <summary>Why the clone may lack tags that the remote has, by its configuration; else <c>null</c>.</summary>
    public static string? MissingTagsReason(Repository repository, string? remote) =>
        remote is not null && repository.Network.Remotes[remote].TagFetchMode == TagFetchMode.None ? DescribeNoTags(remote) : null;

    public static string DescribeNoTags(string remote) => $"the clone is configured to fetch no tags (remote.{remote}.tagOpt is --no-tags)";

    private static string? Followed(RepositoryLocation location, string? branch) =>
        branch is null ? null : RepositoryFormat.ReadConfig(location.CommonDirectory).GetValueOrDefault($"branch.{branch}.remote");
}

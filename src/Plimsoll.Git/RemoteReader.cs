using LibGit2Sharp;
using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>Finds the remote that stands for the repository: <c>origin</c>, else the only one.</summary>
internal static class RemoteReader
{
    public static (string Name, string Url)? Find(Repository repository)
    {
        var remotes = repository.Network.Remotes.Take(2).ToList();
        var remote = repository.Network.Remotes["origin"] ?? (remotes.Count == 1 ? remotes[0] : null);
        return remote?.Url is { Length: > 0 } url ? (remote.Name, RemoteAddress.WithoutCredentials(url)) : null;
    }
}

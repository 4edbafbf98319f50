using System.Text.RegularExpressions;
using LibGit2Sharp;

namespace Plimsoll.Git;

/// <summary>Finds the remote that stands for the repository: <c>origin</c>, else the only one.</summary>
internal static partial class RemoteReader
{
    public static (string Name, string Url)? Find(Repository repository)
    {
        var remotes = repository.Network.Remotes.Take(2).ToList();
        var remote = repository.Network.Remotes["origin"] ?? (remotes.Count == 1 ? remotes[0] : null);
        return remote?.Url is { Length: > 0 } url ? (remote.Name, WithoutCredentials(url)) : null;
    }

    /// <summary>
    /// The address without user name, password, query and fragment. Only the user name of an SSH address stays: it is part of
    /// the address (<c>git@</c>) and no secret.
    /// </summary>
    public static string WithoutCredentials(string url)
    {
        if (Address().Match(url) is not { Success: true } address)
            return url;

        var scheme = address.Groups["scheme"].Value;
        var user = scheme.EndsWith("ssh", StringComparison.OrdinalIgnoreCase) ? address.Groups["user"].Value : "";
        return $"{scheme}://{(user.Length > 0 ? user + "@" : "")}{address.Groups["rest"].Value}";
    }

    // The last @ before the path ends the user information: passwords are not always escaped.
    [GeneratedRegex(@"\A(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://((?<user>[^:/@]*)(:[^/]*)?@|[^/]*@)?(?<rest>[^?#]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}

using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Context;

/// <summary>The address of a remote repository as it may be recorded.</summary>
internal static partial class RemoteAddress
{
    /// <summary>
    /// The address without user name, password, query and fragment. Only the user name of an SSH address stays: it is part of
    /// the address (<c>git@</c>) and no secret.
    /// </summary>
    public static string WithoutCredentials(string address)
    {
        if (Parts.Match(address) is not { Success: true } parts)
            return address;

        var scheme = parts.Groups["scheme"].Value;
        var user = scheme.EndsWith("ssh", StringComparison.OrdinalIgnoreCase) ? parts.Groups["user"].Value : "";
        return $"{scheme}://{(user.Length > 0 ? user + "@" : "")}{parts.Groups["rest"].Value}";
    }

    // The last @ before the path ends the user information: passwords are not always escaped.
    [GeneratedRegex(@"\A(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://((?<user>[^:/@]*)(:[^/]*)?@|[^/]*@)?(?<rest>[^?#]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Parts { get; }
}

using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build.Git;

/// <summary>Where a remote repository is, as a URL or in the short form of SSH, <c>git@github.com:acme/app.git</c>.</summary>
/// <param name="Protocol">How it is reached.</param>
/// <param name="Endpoint">The host, without its port and without credentials.</param>
/// <param name="Identifier">The path, without <c>.git</c>.</param>
/// <param name="Port">The port of a web address where it is not the usual one; that of SSH is another server's.</param>
internal sealed record GitUrl(GitProtocol Protocol, string Endpoint, string Identifier, int? Port = null)
{
    /// <summary>Reads a URL; a path or a <c>file:</c> URL is none, because it names no host.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out GitUrl? url)
    {
        text = text.Trim();
        var (protocol, host, port, path) = text.Contains("://", StringComparison.Ordinal) ? SplitUrl(text) : SplitShort(text);
        path = path.Trim('/');
        if (path.EndsWith(".git", StringComparison.OrdinalIgnoreCase))
            path = path[..^4];
        url = host.Length > 0 && path.Length > 0 ? new GitUrl(protocol, host, path, port) : null;
        return url is not null;
    }

    private static (GitProtocol Protocol, string Host, int? Port, string Path) SplitUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && !uri.IsFile
            ? uri.Scheme is "http" or "https"
                ? (GitProtocol.Https, uri.Host, uri.IsDefaultPort ? null : uri.Port, Uri.UnescapeDataString(uri.AbsolutePath))
                : (GitProtocol.Ssh, uri.Host, null, Uri.UnescapeDataString(uri.AbsolutePath))
            : (GitProtocol.Https, "", null, "");

    /// <summary>A colon before the first slash, behind more than the letter of a drive.</summary>
    private static (GitProtocol Protocol, string Host, int? Port, string Path) SplitShort(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return colon > 1 && (slash < 0 || colon < slash)
            ? (GitProtocol.Ssh, text[(text.LastIndexOf('@', colon) + 1)..colon], null, text[(colon + 1)..])
            : (GitProtocol.Ssh, "", null, "");
    }
}

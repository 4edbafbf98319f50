using System.Globalization;
using System.Text;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>Makes addresses and a server's words fit for messages: no user, no signature, no terminal control.</summary>
internal static class Redaction
{
    private const int MaximumText = 300;

    // Only what this client itself puts into a query is shown; everything else may be a signature or a session.
    private static readonly HashSet<string> HarmlessKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "service", "scope", "mount", "from", "digest", "n", "last", "tag", "ns",
    };

    /// <summary>The address without user information, fragment, and with the values of unknown query keys left out.</summary>
    public static string Uri(Uri uri)
    {
        if (!uri.IsAbsoluteUri)
            return "…";

        var pathAndQuery = uri.PathAndQuery;
        var question = pathAndQuery.IndexOf('?');
        var path = question < 0 ? pathAndQuery : pathAndQuery[..question];
        var query = question < 0 ? "" : "?" + string.Join('&', pathAndQuery[(question + 1)..].Split('&').Select(Parameter));
        return Text($"{uri.Scheme}://{uri.Authority}{path}{query}", 2 * MaximumText);
    }

    /// <summary>
    /// The exception as a cause that may be shown, with its stack trace. That of a proxy which refuses a tunnel
    /// names the proxy's address, with user and password, and is replaced.
    /// </summary>
    public static Exception Cause(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
            if (current is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError })
                return new HttpRequestException(HttpRequestError.ProxyTunnelError, "The proxy refused to connect to the host.");
        return exception;
    }

    /// <summary>A server's words on one line: control and formatting characters become blanks, the end is cut off.</summary>
    public static string Text(string text, int maximum = MaximumText)
    {
        var result = new StringBuilder(Math.Min(text.Length, maximum));
        var blank = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (result.Length >= maximum)
                return result.Append('…').ToString();

            var isBlank = Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            if (!isBlank)
                result.Append(rune.ToString());
            else if (!blank)
                result.Append(' ');
            blank = isBlank;
        }

        return result.ToString().TrimEnd();
    }

    private static string Parameter(string parameter)
    {
        var equals = parameter.IndexOf('=');
        if (parameter.Length == 0 || (equals >= 0 && HarmlessKeys.Contains(parameter[..equals]) && !HoldsMore(parameter.AsSpan(equals + 1))))
            return parameter;

        // Without a value the name itself may be the token.
        return equals < 0 ? "…" : parameter[..(equals + 1)] + "…";
    }

    /// <summary>Whether a value has room for another parameter: servers differ in what separates them.</summary>
    private static bool HoldsMore(ReadOnlySpan<char> value) =>
        value.ContainsAny(';', '=', '?') || value.Contains("%26", StringComparison.Ordinal) || value.Contains("%3b", StringComparison.OrdinalIgnoreCase) || value.Contains("%3d", StringComparison.OrdinalIgnoreCase) || value.Contains("%25", StringComparison.Ordinal);
}

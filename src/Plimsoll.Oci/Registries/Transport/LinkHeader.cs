using System.Buffers;
using System.Text;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>The <c>Link</c> header (RFC 8288), which pages of tags and referrers are found by.</summary>
internal static class LinkHeader
{
    private static readonly SearchValues<char> EndOfBareTarget = SearchValues.Create(" \t,;\\\"<>");
    private static readonly SearchValues<char> EndOfBareValue = SearchValues.Create(" \t,;\"\\");

    /// <summary>Finds the target of the first link whose relation is <paramref name="relation"/>.</summary>
    /// <returns><c>false</c> where a header is malformed; <paramref name="target"/> is <c>null</c> where no link has that relation.</returns>
    public static bool TryFind(IEnumerable<string> headers, string relation, out string? target)
    {
        target = null;
        foreach (var header in headers)
        {
            var rest = header.AsSpan();
            while (!(rest = rest.TrimStart(" \t,")).IsEmpty)
            {
                if (!TryReadLink(ref rest, out var uri, out var relations))
                    return false;

                if (target is null && relations.Split(' ').Contains(relation, StringComparer.OrdinalIgnoreCase))
                    target = uri;
            }
        }

        return true;
    }

    private static bool TryReadLink(ref ReadOnlySpan<char> rest, out string uri, out string relations)
    {
        relations = "";
        var bracketed = rest[0] == '<';
        var end = bracketed ? rest.IndexOf('>') : rest.IndexOfAny(EndOfBareTarget);
        uri = "";
        if (bracketed && end < 0)
            return false;

        if (end < 0)
            end = rest.Length;
        uri = rest[(bracketed ? 1 : 0)..end].ToString();
        if (uri.Length == 0)
            return false;

        rest = rest[(bracketed ? end + 1 : end)..].TrimStart(" \t");
        while (!rest.IsEmpty && rest[0] == ';')
        {
            rest = rest[1..].TrimStart(" \t");
            if (rest.IsEmpty || rest[0] is ',' or ';')
                continue;
            if (!TryReadParameter(ref rest, out var name, out var value))
                return false;

            if (relations.Length == 0 && name.Equals("rel", StringComparison.OrdinalIgnoreCase))
                relations = value;
            rest = rest.TrimStart(" \t");
        }

        return rest.IsEmpty || rest[0] == ',';
    }

    private static bool TryReadParameter(ref ReadOnlySpan<char> rest, out string name, out string value)
    {
        value = "";
        var length = TokenLength(rest);
        name = rest[..length].ToString();
        rest = rest[length..];

        // A star marks an extended value and stands at the end only.
        var star = name.IndexOf('*');
        if (length == 0 || (star >= 0 && star != name.Length - 1))
            return false;

        rest = rest.TrimStart(" \t");
        if (rest.IsEmpty || rest[0] != '=')
            return true;

        rest = rest[1..].TrimStart(" \t");
        if (!rest.IsEmpty && rest[0] == '"')
            return TryReadQuoted(ref rest, out value);

        var end = rest.IndexOfAny(EndOfBareValue);
        value = rest[..(end < 0 ? rest.Length : end)].ToString();
        rest = rest[value.Length..];
        return value.Length > 0 && (rest.IsEmpty || rest[0] is not ('"' or '\\'));
    }

    private static bool TryReadQuoted(ref ReadOnlySpan<char> rest, out string value)
    {
        var result = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                value = result.ToString();
                return true;
            }

            if (rest[i] == '\\' && ++i == rest.Length)
                break;
            result.Append(rest[i]);
        }

        value = "";
        return false;
    }

    private static int TokenLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || "!#$%&'*+-.^_`|~".Contains(text[length])))
            length++;
        return length;
    }
}

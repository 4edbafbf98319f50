using System.Text;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// The <c>Warning</c> header as registries send it: <c>299 - "text"</c>, several in one header (OCI distribution-spec,
/// "Warnings"; RFC 7234, section 5.5). Warnings of other codes and agents are those of caches and proxies.
/// </summary>
internal static class WarningHeader
{
    private const string Code = "299";
    private const string Agent = "-";

    /// <summary>The texts of the registry's own warnings. Of a malformed header, what came before the fault counts.</summary>
    public static IReadOnlyList<string> Read(IEnumerable<string> headers)
    {
        var texts = new List<string>();
        foreach (var header in headers)
        {
            var rest = header.AsSpan();
            while (!(rest = rest.TrimStart(" \t,")).IsEmpty && TryRead(ref rest, out var isOwn, out var text))
                if (isOwn && text.Length > 0)
                    texts.Add(text);
        }

        return texts;
    }

    private static bool TryRead(ref ReadOnlySpan<char> rest, out bool isOwn, out string text)
    {
        var code = TakeWord(ref rest);
        var agent = TakeWord(ref rest);
        isOwn = code is Code && agent is Agent;
        if (!TryReadQuoted(ref rest, out text))
            return false;

        // A date may follow; it says nothing that the answer's own date does not.
        rest = rest.TrimStart(" \t");
        if (!rest.IsEmpty && rest[0] == '"' && !TryReadQuoted(ref rest, out _))
            return false;

        rest = rest.TrimStart(" \t");
        return rest.IsEmpty || rest[0] == ',';
    }

    private static ReadOnlySpan<char> TakeWord(ref ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAny(" \t,\"");
        var word = rest[..(length < 0 ? rest.Length : length)];
        rest = rest[word.Length..].TrimStart(" \t");
        return word;
    }

    private static bool TryReadQuoted(ref ReadOnlySpan<char> rest, out string text)
    {
        text = "";
        if (rest.IsEmpty || rest[0] != '"')
            return false;

        var result = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                text = result.ToString();
                return true;
            }

            if (rest[i] == '\\' && ++i == rest.Length)
                break;
            result.Append(rest[i]);
        }

        return false;
    }
}

using Plimsoll.Policy.Scanners.Expressions;

namespace Plimsoll.Policy.Scanners.Jenkins;

/// <summary>Variables in Groovy's strings: <c>$name</c>, <c>${name}</c>; those of <c>env</c> and <c>params</c> go by their own names.</summary>
internal static class GroovyVariables
{
    /// <summary>The first one at or behind a position; what is more than a name is unknown.</summary>
    public static Placeholder? Find(string text, int from)
    {
        var start = text.IndexOf('$', from);
        if (start < 0)
            return null;

        var isBraced = start + 1 < text.Length && text[start + 1] == '{';
        var nameStart = isBraced ? start + 2 : start + 1;
        var end = nameStart;
        if (isBraced)
        {
            for (var depth = 1; end < text.Length; end++)
            {
                depth += text[end] == '{' ? 1 : text[end] == '}' ? -1 : 0;
                if (depth == 0)
                    break;
            }
        }
        else
        {
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_' || (text[end] == '.' && end + 1 < text.Length && char.IsAsciiLetter(text[end + 1]) && text.AsSpan(nameStart, end - nameStart) is "env" or "params")))
                end++;
        }

        var name = text[nameStart..end].Trim();
        foreach (var prefix in (ReadOnlySpan<string>)["env.", "params."])
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                name = name[prefix.Length..];
        var close = Math.Min(isBraced ? end + 1 : end, text.Length);
        return name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') ? Placeholder.Variable(start, close, name) : Placeholder.Unknown(start, Math.Max(close, start + 1));
    }
}

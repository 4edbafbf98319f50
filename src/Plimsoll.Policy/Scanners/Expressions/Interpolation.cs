using System.Text;

namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>
/// Replaces <c>$VAR</c>, <c>${VAR}</c>, <c>${VAR-default}</c>, <c>${VAR:-default}</c>, <c>${VAR+other}</c>,
/// <c>${VAR:+other}</c>, <c>${VAR?error}</c> and <c>${VAR:?error}</c>, nested ones too. What cannot be known becomes
/// <see cref="ImageUse.Unknown"/>.
/// </summary>
internal static class Interpolation
{
    private const int MaximumDepth = 16;

    // Defaults may nest defaults and values may repeat: text must not grow beyond any reference's length by much.
    private const int MaximumLength = 8192;

    private static readonly string UnknownText = ImageUse.Unknown.ToString();

    /// <summary>Replaces the variables of <paramref name="text"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lookup">The variables.</param>
    /// <param name="shellWord">
    /// Whether quotes and backslashes mean what they mean to Dockerfiles; otherwise <c>$$</c> is a literal dollar, as in Compose.
    /// </param>
    /// <param name="escape">The escape character of a shell word.</param>
    public static string Expand(string text, VariableLookup lookup, bool shellWord = false, char escape = '\\') =>
        shellWord || text.AsSpan().ContainsAny('$', '{') ? Expand(text, lookup, shellWord, escape, depth: 0) : text;

    private static string Expand(string text, VariableLookup lookup, bool shellWord, char escape, int depth)
    {
        if (depth > MaximumDepth)
            return UnknownText;

        var result = new StringBuilder();
        var quote = '\0';
        for (var i = 0; i < text.Length && result.Length <= MaximumLength;)
        {
            var c = text[i];
            if (shellWord && (c is '"' or '\'') && (quote == '\0' || quote == c))
            {
                quote = quote == '\0' ? c : '\0';
                i++;
            }
            else if (shellWord && c == escape && quote != '\'' && i + 1 < text.Length)
            {
                result.Append(text[i + 1]);
                i += 2;
            }
            else if (!shellWord && text.AsSpan(i).StartsWith("{{") && text.IndexOf("}}", i, StringComparison.Ordinal) is var close and > 0)
            {
                // A template's expression that happens to stand in valid YAML.
                result.Append(ImageUse.Unknown);
                i = close + 2;
            }
            else if (c != '$' || quote == '\'')
            {
                result.Append(c);
                i++;
            }
            else
            {
                i = Variable(text, i, lookup, shellWord, escape, depth, result);
            }
        }

        return result.Length > MaximumLength ? UnknownText : result.ToString();
    }

    private static int Variable(string text, int dollar, VariableLookup lookup, bool shellWord, char escape, int depth, StringBuilder result)
    {
        var next = dollar + 1 < text.Length ? text[dollar + 1] : '\0';
        if (next == '$' && !shellWord)
        {
            result.Append('$');
            return dollar + 2;
        }

        if (next == '{')
        {
            var close = ClosingBrace(text, dollar + 2);
            if (close < 0)
            {
                result.Append(ImageUse.Unknown);
                return text.Length;
            }

            result.Append(Braced(text[(dollar + 2)..close], lookup, shellWord, escape, depth));
            return close + 1;
        }

        if (next == '(' && text.IndexOf(')', dollar) is var parenthesis and > 0)
        {
            // $(NAME): Kubernetes and older Kustomize variables.
            result.Append(ImageUse.Unknown);
            return parenthesis + 1;
        }

        var end = NameEnd(text, dollar + 1);
        if (end == dollar + 1)
        {
            // A lone dollar.
            result.Append(ImageUse.Unknown);
            return end;
        }

        result.Append(lookup(text[(dollar + 1)..end]) ?? UnknownText);
        return end;
    }

    private static string Braced(string inner, VariableLookup lookup, bool shellWord, char escape, int depth)
    {
        var end = NameEnd(inner, 0);
        if (end == 0)
            return UnknownText;

        var value = lookup(inner[..end]);
        if (end == inner.Length)
            return value ?? UnknownText;

        var orEmpty = inner[end] == ':';
        var at = orEmpty ? end + 1 : end;
        if (at >= inner.Length)
            return UnknownText;

        var word = inner[(at + 1)..];
        var isUnknown = value is not null && value.Contains(ImageUse.Unknown);
        var isSet = value is not null && !(orEmpty && value.Length == 0);
        return inner[at] switch
        {
            '-' or '=' => isSet ? value! : Expand(word, lookup, shellWord, escape, depth + 1),
            '+' when isUnknown => UnknownText,
            '+' => isSet ? Expand(word, lookup, shellWord, escape, depth + 1) : "",
            '?' => isSet ? value! : UnknownText,
            _ => UnknownText, // BuildKit's ${VAR#pattern} and ${VAR/a/b}
        };
    }

    private static int NameEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;

        return end > start && char.IsAsciiDigit(text[start]) ? start : end;
    }

    private static int ClosingBrace(string text, int start)
    {
        var depth = 1;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return i;
        }

        return -1;
    }
}

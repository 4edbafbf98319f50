using System.Text;

namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>The call <c>format('{0}:{1}', a, b)</c> of expressions, as the text <c>${{ a }}:${{ b }}</c>.</summary>
internal static class FormatCall
{
    /// <summary>The text, or <c>null</c> where the pattern is not a literal or names an argument that is not there.</summary>
    /// <param name="text">The text around the call.</param>
    /// <param name="start">One past the opening parenthesis.</param>
    /// <param name="end">The closing parenthesis.</param>
    public static string? Template(string text, int start, int end)
    {
        var arguments = Arguments(text, start, end);
        if (arguments.Count == 0 || arguments[0] is not ['\'', .. var quoted, '\''] || quoted.Replace("''", "", StringComparison.Ordinal).Contains('\''))
            return null;

        var pattern = quoted.Replace("''", "'", StringComparison.Ordinal);
        var result = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c is '{' or '}' && i + 1 < pattern.Length && pattern[i + 1] == c)
            {
                result.Append(c);
                i++;
            }
            else if (c == '{')
            {
                var close = pattern.IndexOf('}', i);
                if (close < 0 || !int.TryParse(pattern.AsSpan(i + 1, close - i - 1), System.Globalization.NumberStyles.None, null, out var index) || index < 0 || index >= arguments.Count - 1)
                    return null;

                result.Append("${{ ").Append(arguments[index + 1]).Append(" }}");
                i = close;
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private static List<string> Arguments(string text, int start, int end)
    {
        var arguments = new List<string>();
        var (depth, quoted, from) = (0, false, start);
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            if (c == '\'')
            {
                quoted = !quoted;
            }
            else if (!quoted && c == ',' && depth == 0)
            {
                arguments.Add(text[from..i].Trim());
                from = i + 1;
            }
            else if (!quoted)
            {
                depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            }
        }

        if (from < end)
            arguments.Add(text[from..end].Trim());
        return arguments;
    }
}

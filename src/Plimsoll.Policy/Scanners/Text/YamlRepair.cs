using System.Text.RegularExpressions;

namespace Plimsoll.Policy.Scanners.Text;

/// <summary>
/// Rewrites YAML that other parsers read and YamlDotNet refuses, into YAML that says the same. Characters are replaced, never
/// inserted or removed, so that everything stays where it is.
/// </summary>
internal static partial class YamlRepair
{
    /// <summary>
    /// What must not reach the parser at all, because it would read something else without a word: line breaks that YAML 1.2
    /// took back, zeros, which end the parser's text, and a byte order mark at the start of a document.
    /// </summary>
    public static string Always(string text)
    {
        if (text.AsSpan().IndexOfAny("\0\u0085\u2028\u2029\uFEFF") < 0)
            return text;

        var characters = text.ToCharArray();
        for (var i = 0; i < characters.Length; i++)
            characters[i] = characters[i] switch
            {
                '\0' or '\u0085' or '\u2028' or '\u2029' => '\uFFFD',
                '\uFEFF' when i == 0 || characters[i - 1] is '\n' or '\r' => '\n',
                var other => other,
            };
        return new string(characters);
    }

    /// <summary>White space that the parser refuses: tabs in lines without content, and blank lines below the header of a block.</summary>
    public static string WhiteSpace(string text)
    {
        var characters = text.ToCharArray();
        var isBelowHeader = false;
        for (int start = 0, end; start < text.Length; start = end + 1)
        {
            end = LineEnd(text, start);
            var line = text.AsSpan(start, end - start);
            var content = line.TrimStart(" \t\f\v");
            var blank = characters.AsSpan(start, line.Length - content.Length);
            if (content.TrimEnd('\r').IsEmpty)
                blank.Fill(isBelowHeader ? '\n' : ' ');
            else if (content[0] == '#')
                blank.Replace('\t', ' ');
            isBelowHeader = (content.TrimEnd('\r').IsEmpty && isBelowHeader) || (line.IndexOfAny('|', '>') >= 0 && BlockHeader().IsMatch(line));
        }

        return new string(characters);
    }

    /// <summary>The text with what is at an error rewritten, or <c>null</c> where nothing is known to help.</summary>
    /// <param name="text">The text as the parser saw it.</param>
    /// <param name="offset">Where the parser stopped.</param>
    public static string? At(string text, int offset)
    {
        if (offset < 0 || offset >= text.Length)
            return null;

        return text[offset] switch
        {
            // A comment right behind a quote, a comma or the header of a block.
            '#' => WithoutLine(text, offset),
            ',' or '|' or '>' when CommentBehind(text, offset) is { } comment => WithoutLine(text, comment),

            // Lines of a quoted text that are indented less than it starts; one line means the same.
            '"' or '\'' => InOneLine(text, offset),
            _ => null,
        };
    }

    private static int? CommentBehind(string text, int offset)
    {
        var next = offset + 1;
        while (next < text.Length && text[next] is '-' or '+' or (>= '1' and <= '9'))
            next++;
        return next < text.Length && text[next] == '#' ? next : null;
    }

    private static string WithoutLine(string text, int start) =>
        string.Create(text.Length, (text, start), static (characters, source) =>
        {
            source.text.CopyTo(characters);
            characters[source.start..LineEnd(source.text, source.start)].Fill(' ');
        });

    private static string? InOneLine(string text, int quote)
    {
        var characters = text.ToCharArray();
        var hasBreak = false;
        for (var i = quote + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && text[quote] == '"' && i + 1 < text.Length && text[i + 1] is not ('\r' or '\n'))
            {
                i++;
            }
            else if (text[i] == text[quote])
            {
                if (text[quote] == '"' || i + 1 == text.Length || text[i + 1] != '\'')
                    return hasBreak ? new string(characters) : null;
                i++;
            }
            else if (text[i] is '\r' or '\n' or '\t')
            {
                hasBreak |= text[i] != '\t';
                characters[i] = ' ';
            }
        }

        return null;
    }

    private static int LineEnd(string text, int start)
    {
        var length = text.AsSpan(start).IndexOf('\n');
        return length < 0 ? text.Length : start + length;
    }

    [GeneratedRegex(@"(?:^---|(?:^|[ \t])[-?]|:)[ \t]+(?:[&!]\S*[ \t]+)*[|>][-+1-9]{0,2}[ \t]*(?:#.*)?\r?$")]
    private static partial Regex BlockHeader();
}

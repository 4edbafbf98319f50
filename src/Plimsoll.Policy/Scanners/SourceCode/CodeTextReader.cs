using System.Globalization;
using System.Text;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>Reads one literal text.</summary>
/// <param name="Close">What ends it.</param>
/// <param name="IsLong">Whether it may have several lines.</param>
/// <param name="HasEscapes">Whether a backslash is one.</param>
/// <param name="IsVerbatim">Whether two quotes are one of its characters.</param>
/// <param name="Holes">How expressions are put into it.</param>
/// <param name="HoleWidth">How many braces open a hole.</param>
internal sealed record CodeTextReader(string Close, bool IsLong, bool HasEscapes, bool IsVerbatim = false, CodeHoles Holes = CodeHoles.None, int HoleWidth = 1)
{
    /// <summary>Reads from behind the opening quote; <c>null</c> where nothing closes it.</summary>
    /// <returns>The text, and the offset behind the closing quote.</returns>
    public (CodeText Text, int Next)? Read(string source, int start)
    {
        var (value, holes) = (new StringBuilder(), new List<string>());
        for (var i = start; i < source.Length;)
        {
            var c = source[i];
            if (source.AsSpan(i).StartsWith(Close, StringComparison.Ordinal))
            {
                if (!IsVerbatim || i + 1 >= source.Length || source[i + 1] != '"')
                    return (Finish(source, value.ToString(), holes, start, ref i), i + Close.Length);
                value.Append('"');
                i += 2;
            }
            else if (c is '\n' or '\r' && !IsLong)
            {
                return null;
            }
            else if (c == '\\' && HasEscapes && i + 1 < source.Length)
            {
                i = Escape(source, i + 1, value);
            }
            else if (HoleAt(source, i) is { } inner)
            {
                var end = HoleEnd(source, inner);
                if (end < 0)
                    return null;
                holes.Add(source[inner..end].Trim());
                value.Append(ImageUse.Unknown);
                i = source[inner - 1] == '{' ? Math.Min(end + HoleWidth, source.Length) : end;
            }
            else
            {
                i += Holes == CodeHoles.Braces && HoleWidth == 1 && c is '{' or '}' && i + 1 < source.Length && source[i + 1] == c ? 2 : 1;
                value.Append(c);
            }
        }

        return null;
    }

    /// <summary>Of a text of several lines, the lines around what it says do not count.</summary>
    private CodeText Finish(string source, string value, List<string> holes, int start, ref int end)
    {
        // Of more quotes than close a text, the first ones belong to it.
        while (Close.Length > 1 && end + Close.Length < source.Length && source[end + Close.Length] == Close[0])
        {
            value += Close[0];
            end++;
        }

        var last = end;
        while (IsLong && start < last && char.IsWhiteSpace(source[start]))
            start++;
        while (IsLong && last > start && char.IsWhiteSpace(source[last - 1]))
            last--;
        return new CodeText(IsLong ? value.Trim() : value, new TextRange(start, last), holes);
    }

    private int? HoleAt(string source, int i)
    {
        var next = i + 1 < source.Length ? source[i + 1] : '\0';
        switch (Holes)
        {
            case CodeHoles.Braces when HoleWidth == 1:
                return source[i] == '{' && next != '{' ? i + 1 : null;
            case CodeHoles.Braces:
                return source.AsSpan(i).StartsWith(new string('{', HoleWidth)) ? i + HoleWidth : null;
            case CodeHoles.DollarBraces or CodeHoles.Dollar when source[i] == '$' && next == '{':
                return i + 2;
            case CodeHoles.Dollar when source[i] == '$' && (char.IsLetter(next) || next == '_'):
                return i + 1;
            default:
                return null;
        }
    }

    private static int HoleEnd(string source, int start)
    {
        var end = start;
        if (source[start - 1] != '{')
        {
            while (end < source.Length && (char.IsLetterOrDigit(source[end]) || source[end] == '_'))
                end++;
            return end;
        }

        for (var depth = 1; end < source.Length; end++)
        {
            if (source[end] == '{')
                depth++;
            else if (source[end] == '}' && --depth == 0)
                return end;
        }

        return -1;
    }

    private static int Escape(string source, int i, StringBuilder value)
    {
        var c = source[i];
        if (c == 'u' && i + 4 < source.Length && ushort.TryParse(source.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            value.Append((char)code);
            return i + 5;
        }

        value.Append(char.IsAsciiLetterOrDigit(c) ? ' ' : c);
        return i + 1;
    }
}

using System.Text;

namespace Plimsoll.MetadataAction.Expressions;

/// <summary>Cuts a format of moment.js into its pieces: at each place the longest token that there is.</summary>
internal static class MomentTokens
{
    /// <summary>All tokens by their first character, the longest first. <c>w|</c> and <c>W|</c> hold together and mean nothing: moment has it so.</summary>
    private static readonly Dictionary<char, string[]> ByFirst = new[]
        {
            "M", "Mo", "MM", "MMM", "MMMM", "Q", "Qo", "D", "Do", "DD", "DDD", "DDDo", "DDDD", "d", "do", "dd", "ddd", "dddd", "e", "E",
            "w", "wo", "ww", "w|", "W", "Wo", "WW", "W|", "Y", "YY", "YYYY", "YYYYY", "YYYYYY", "y", "yo", "yy", "yyy", "yyyy",
            "N", "NN", "NNN", "NNNN", "NNNNN", "gg", "gggg", "ggggg", "GG", "GGGG", "GGGGG", "a", "A", "H", "HH", "h", "hh", "k", "kk",
            "m", "mm", "s", "ss", "hmm", "hmmss", "Hmm", "Hmmss", "Z", "ZZ", "z", "zz", "X", "x",
            "S", "SS", "SSS", "SSSS", "SSSSS", "SSSSSS", "SSSSSSS", "SSSSSSSS", "SSSSSSSSS",
        }
        .GroupBy(token => token[0])
        .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Length).ToArray());

    /// <summary>The tokens that stand for formats, longest first.</summary>
    private static readonly (string Token, string Format)[] LongDates =
    [
        ("LLLL", "dddd, MMMM D, YYYY h:mm A"),
        ("llll", "ddd, MMM D, YYYY h:mm A"),
        ("LTS", "h:mm:ss A"),
        ("LLL", "MMMM D, YYYY h:mm A"),
        ("lll", "MMM D, YYYY h:mm A"),
        ("LT", "h:mm A"),
        ("LL", "MMMM D, YYYY"),
        ("ll", "MMM D, YYYY"),
        ("L", "MM/DD/YYYY"),
        ("l", "M/D/YYYY"),
    ];

    /// <summary>Replaces the tokens that stand for formats. What they become is text like any other: <c>LY</c> ends in a year of five digits.</summary>
    public static string ExpandLongDates(string format)
    {
        var expanded = new StringBuilder(format.Length);
        for (var index = 0; index < format.Length;)
        {
            if (BracketLength(format, index) is > 0 and var bracket)
            {
                expanded.Append(format, index, bracket);
                index += bracket;
                continue;
            }

            var escape = format[index] == '\\' ? 1 : 0;
            var found = LongDates.FirstOrDefault(entry => StartsAt(format, index + escape, entry.Token));
            var length = found.Token is null ? 1 : escape + found.Token.Length;
            if (found.Token is null || escape > 0)
                expanded.Append(format, index, length);
            else
                expanded.Append(found.Format);
            index += length;
        }

        return expanded.ToString();
    }

    /// <summary>The length of a bracketed text that starts here, brackets included, else 0. It ends at the last <c>]</c> before the next <c>[</c>.</summary>
    public static int BracketLength(string format, int index)
    {
        if (format[index] != '[')
            return 0;

        var next = format.IndexOf('[', index + 1);
        var end = format.AsSpan(index, (next < 0 ? format.Length : next) - index).LastIndexOf(']');
        return end < 0 ? 0 : end + 1;
    }

    /// <summary>The length of the token, or of the single character, that is here; 0 for a line break and at the end.</summary>
    public static int TokenLength(string format, int index)
    {
        if (index >= format.Length || format[index] is '\n' or '\r' or '\u2028' or '\u2029')
            return 0;

        return ByFirst.TryGetValue(format[index], out var tokens) && tokens.FirstOrDefault(token => StartsAt(format, index, token)) is { } found ? found.Length : 1;
    }

    private static bool StartsAt(string format, int index, string token) => string.CompareOrdinal(format, index, token, 0, token.Length) == 0;
}

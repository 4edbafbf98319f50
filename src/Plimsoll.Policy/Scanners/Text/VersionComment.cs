using System.Text.RegularExpressions;

namespace Plimsoll.Policy.Scanners.Text;

/// <summary>
/// What stands behind a value on its line: a comment may say which version a commit is, as in <c># v4.2.2</c>, where
/// Dependabot and Renovate read it too.
/// </summary>
/// <param name="Insertion">Where a comment goes that names the version, behind everything but comments; <c>null</c> where the line has no place for it.</param>
/// <param name="Version">The version that is named, or <c>null</c>.</param>
/// <param name="Place">Its place.</param>
/// <param name="IsCertain">Whether it has the form of a version, so that it is not the word of a sentence.</param>
internal sealed partial record VersionComment(int? Insertion, string? Version, TextRange Place, bool IsCertain)
{
    // Nobody looks for a comment behind more, and a line may hold very many values.
    private const int LongestRest = 1000;

    private static readonly VersionComment None = new(null, null, default, false);

    /// <summary>Reads the rest of the line behind a value of YAML.</summary>
    public static VersionComment Behind(string text, TextRange value)
    {
        var (start, isQuoted) = (value.End, value.Start > 0 && value.End < text.Length && text[value.End] is '\'' or '"' && text[value.Start - 1] == text[value.End]);
        var rest = text.AsSpan(start, Math.Min(text.Length - start, LongestRest));
        var length = rest.IndexOfAny('\r', '\n');
        if (length < 0 && start + rest.Length < text.Length)
            return None;

        var end = start + (length < 0 ? rest.Length : length);
        var (position, insertion, comment) = (start + (isQuoted ? 1 : 0), start + (isQuoted ? 1 : 0), end);
        while (position < end)
        {
            var c = text[position];
            if (c == '#' && text[position - 1] is ' ' or '\t')
            {
                comment = position;
                break;
            }

            // A quote within a word is none.
            position = c is '\'' or '"' && text[position - 1] is ' ' or '\t' or ',' or '[' or '{' or ':' ? EndOfQuoted(text, position, end) : position + 1;
            if (c is not (' ' or '\t'))
                insertion = position;
        }

        if (position > end)
            return None;
        if (comment == end || Named().Match(text[comment..end]) is not { Success: true } match)
            return new VersionComment(insertion, null, default, false);

        var (version, isCertain) = (match.Groups["version"], Form().IsMatch(match.Groups["version"].Value));
        return isCertain || match.Groups["alone"].Success
            ? new VersionComment(insertion, version.Value, new TextRange(comment + version.Index, comment + version.Index + version.Length), isCertain)
            : new VersionComment(insertion, null, default, false);
    }

    /// <summary>One past the closing quote; past the end of the line where it is on another one.</summary>
    private static int EndOfQuoted(string text, int start, int end)
    {
        for (var i = start + 1; i < end; i++)
            if (text[i] == '\\' && text[start] == '"')
                i++;
            else if (text[i] == text[start])
                return i + 1;
        return end + 1;
    }

    [GeneratedRegex(@"^#+[ \t]*(tag[ \t]*=[ \t]*|pin[ \t]+@?|@)?(?<version>[^\s#,;:]+)(?<alone>[ \t]*($|[ \t]#))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(v[0-9]+|[0-9]+\.[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>Finds images line by line, for a template that is not valid YAML before it is rendered.</summary>
internal static class TemplateLines
{
    private const string Key = "image:";

    /// <summary>The values of <c>image:</c> that stand on its line.</summary>
    /// <param name="section">A part of a masked template.</param>
    /// <param name="offset">Where the part starts in the file.</param>
    public static IEnumerable<SourceScalar> Images(string section, int offset)
    {
        for (int start = 0, end; start < section.Length; start = end + 1)
        {
            end = section.IndexOf('\n', start);
            end = end < 0 ? section.Length : end;
            if (Value(section, start, end) is var (from, to, isPlain) && to > from)
                yield return new SourceScalar(section[from..to], isPlain, offset + from, offset + to);
        }
    }

    private static (int From, int To, bool IsPlain)? Value(string section, int start, int end)
    {
        while (start < end && section[start] is ' ' or '-')
            start++;
        if (!section.AsSpan(start, end - start).StartsWith(Key))
            return null;

        start += Key.Length;
        if (start == end || section[start] is not (' ' or '\t'))
            return null;

        while (start < end && section[start] is ' ' or '\t')
            start++;
        if (start == end || section[start] is '|' or '>' or '&' or '*' or '!' or '{' or '[')
            return null;

        var rest = section.AsSpan(start, end - start);
        if (rest[0] is '"' or '\'')
        {
            var length = rest[1..].IndexOf(rest[0]);
            return length < 0 ? null : (start + 1, start + 1 + length, false);
        }

        var comment = rest.IndexOf(" #");
        return (start, start + (comment < 0 ? rest : rest[..comment]).TrimEnd().Length, true);
    }
}

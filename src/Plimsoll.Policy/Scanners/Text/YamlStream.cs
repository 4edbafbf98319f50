namespace Plimsoll.Policy.Scanners.Text;

/// <summary>Where the documents of a YAML stream start, without parsing them: at <c>---</c>, or at the directives before it.</summary>
internal static class YamlStream
{
    // More documents than any file has; each is parsed by itself.
    private const int MaximumDocuments = 10_000;

    /// <summary>The parts of a text that are a document each; a single one where there are no others, or far too many.</summary>
    public static IReadOnlyList<TextRange> Documents(string text)
    {
        var starts = new List<int> { 0 };
        var directives = -1;
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = text.IndexOf('\n', start) + 1;
            end = end == 0 ? text.Length : end;
            var line = text.AsSpan(start, end - start);
            if (line[0] == '%')
                directives = directives < 0 ? start : directives;
            else if (line.StartsWith("---") && (line.Length == 3 || char.IsWhiteSpace(line[3])))
                Add(directives < 0 ? start : directives);
            else if (line[0] != '#' && !line.IsWhiteSpace())
                directives = -1;
        }

        if (starts.Count > MaximumDocuments)
            return [new TextRange(0, text.Length)];
        return [.. starts.Select((start, i) => new TextRange(start, i + 1 < starts.Count ? starts[i + 1] : text.Length))];

        // What stands before the first mark is a document only where it is more than comments.
        void Add(int start)
        {
            directives = -1;
            if (starts.Count > 1 || HasContent(text.AsSpan(0, start)))
                starts.Add(start);
        }
    }

    private static bool HasContent(ReadOnlySpan<char> text)
    {
        foreach (var line in text.EnumerateLines())
            if (line.TrimStart() is { Length: > 0 } content && content[0] != '#')
                return true;
        return false;
    }
}

namespace Plimsoll.Policy.Scanners.Text;

/// <summary>The places in the file of the characters of a scalar's value, for scalars that hold a text of another grammar.</summary>
internal static class ScalarOffsets
{
    /// <summary>
    /// One offset for each character of the value, or <c>null</c> where the file does not have the value as it is, character
    /// by character and line by line: in folded scalars, and in quoted ones with escapes.
    /// </summary>
    public static int[]? Find(string text, SourceScalar scalar)
    {
        var value = scalar.Value;
        var offsets = new int[value.Length];
        var first = 0;
        while (first < value.Length && value[first] == '\n')
            offsets[first++] = scalar.Start;

        // The scalar starts at its first character that is not a space; the lines of a block start where its value does.
        var spaces = 0;
        while (first + spaces < value.Length && value[first + spaces] == ' ')
            spaces++;
        var position = scalar.Start - spaces;
        var lineStart = position > 0 ? text.LastIndexOf('\n', position - 1) + 1 : 0;
        var indent = position - lineStart;
        for (var i = first; i < value.Length; i++)
        {
            if (value[i] != '\n')
            {
                if (position < 0 || position >= text.Length || text[position] != value[i])
                    return null;
                offsets[i] = position++;
                continue;
            }

            // What is kept of the line breaks at the end may lie behind the end of the file.
            offsets[i] = Math.Min(position, text.Length);
            if (position < text.Length && text[position] == '\r')
                position++;
            if (position < text.Length && text[position] != '\n')
                return null;
            position++;
            for (var space = 0; space < indent && position < text.Length && text[position] == ' '; space++)
                position++;
        }

        return offsets;
    }
}

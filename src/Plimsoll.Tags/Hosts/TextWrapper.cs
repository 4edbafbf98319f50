namespace Plimsoll.Tags.Hosts;

/// <summary>Breaks text at spaces.</summary>
internal static class TextWrapper
{
    /// <summary>The lines of a text; a word longer than the width has a line of its own.</summary>
    /// <param name="text">Words, separated by spaces.</param>
    /// <param name="width">The most characters of a line.</param>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        // What sets a value too is read as one word.
        foreach (var word in text.Replace("[env: ", "[env:\u00A0", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace('\u00A0', ' ')))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}

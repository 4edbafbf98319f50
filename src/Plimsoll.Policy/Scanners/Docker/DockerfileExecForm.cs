using System.Globalization;
using Plimsoll.Policy.Scanners.Shell;

namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>A command as a JSON array of its words, which no shell reads: <c>["docker", "pull", "x"]</c>.</summary>
internal static class DockerfileExecForm
{
    /// <summary>The words; <c>null</c> where the text is not an array of strings, and therefore a command for the shell.</summary>
    public static IReadOnlyList<ShellWord>? Read(ScriptText script)
    {
        var text = script.Text.AsSpan().TrimEnd();
        if (text.Length < 2 || text[0] != '[' || text[^1] != ']')
            return null;

        var words = new List<ShellWord>();
        for (var i = SkipBlanks(text, 1); i < text.Length - 1; i = SkipBlanks(text, i))
        {
            if (words.Count > 0 && text[i] != ',')
                return null;
            i = words.Count > 0 ? SkipBlanks(text, i + 1) : i;
            if (text[i] != '"' || Word(script, text, ref i) is not { } word)
                return null;
            words.Add(word);
        }

        return words;
    }

    private static ShellWord? Word(ScriptText script, ReadOnlySpan<char> text, ref int i)
    {
        var word = new ShellWordBuilder(script) { IsQuoted = true };
        for (i++; i < text.Length && text[i] != '"';)
        {
            var start = i;
            if (text[i] != '\\')
                word.Add(text[i], start, ++i);
            else if (Escape(text, ref i) is { } c)
                word.Add(c, start, i);
            else
                return null;
        }

        return i++ < text.Length ? word.ToWord() : null;
    }

    private static char? Escape(ReadOnlySpan<char> text, ref int i)
    {
        if (i + 1 >= text.Length)
            return null;

        var c = text[i + 1];
        if (c == 'u' && i + 6 <= text.Length && ushort.TryParse(text.Slice(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            i += 6;
            return (char)code;
        }

        i += 2;
        return c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', '"' or '\\' or '/' => c, _ => null };
    }

    private static int SkipBlanks(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
            i++;
        return i;
    }
}

namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>The names of variables and of tools.</summary>
internal static class ShellNames
{
    /// <summary>One past the name that starts at an offset; the offset itself where none does.</summary>
    public static int End(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        return end > start && char.IsAsciiDigit(text[start]) ? start : end;
    }

    /// <summary>One past the equals sign of <c>NAME=value</c> or <c>NAME+=value</c>, or 0 where the text is no assignment.</summary>
    public static int AssignmentEnd(string text)
    {
        var end = End(text, 0);
        if (end == 0)
            return 0;
        if (end < text.Length && text[end] == '+')
            end++;
        return end < text.Length && text[end] == '=' ? end + 1 : 0;
    }

    /// <summary>The name of a tool: without folders and without the extension that Windows gives it.</summary>
    public static string Tool(string command)
    {
        var name = command[(command.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }
}

using System.Text;

namespace Plimsoll.Build.Tools;

/// <summary>
/// Batch files, which only <c>cmd.exe</c> can run on Windows: <c>npm.cmd</c>. It reads its command line by rules of its own, so quotes that
/// are right for a program would let an argument become a command.
/// </summary>
internal static class BatchFile
{
    private const string NeedNoQuotes = "#$*+-./:?@\\_";

    /// <summary>Whether a file is one.</summary>
    public static bool Is(string path) =>
        path.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".bat", StringComparison.OrdinalIgnoreCase);

    /// <summary>The arguments of <c>cmd.exe</c> that run a batch file, as one text.</summary>
    /// <exception cref="BuildException">An argument has a line break, at which <c>cmd.exe</c> would end the command (exit code 2).</exception>
    public static string GetArguments(string file, IReadOnlyList<string> arguments)
    {
        // No startup commands from the registry, no '!variable!', and the outer quotes go away.
        var text = new StringBuilder("/e:ON /v:OFF /d /s /c \"");
        AppendQuoted(text, file, file);
        foreach (var argument in arguments)
        {
            text.Append(' ');
            if (argument.Length > 0 && argument[^1] != '\\' && argument.All(c => char.IsAsciiLetterOrDigit(c) || NeedNoQuotes.Contains(c)))
                text.Append(argument);
            else
                AppendQuoted(text, argument, file);
        }

        return text.Append('"').ToString();
    }

    private static void AppendQuoted(StringBuilder text, string argument, string file)
    {
        text.Append('"');
        var backslashes = 0;
        foreach (var c in argument)
        {
            if (c is '\r' or '\n' or '\0')
                throw BuildException.Usage($"An argument of {file} has a line break, which a batch file cannot be given.", "Write the text to a file, and pass its name.");
            if (c == '"')
                text.Append('\\', backslashes).Append('"');
            else if (c == '%')
                text.Append("%%cd:~,"); // An empty part of a variable that always exists: what follows cannot be the name of one.
            text.Append(c);
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }

        text.Append('\\', backslashes).Append('"');
    }
}

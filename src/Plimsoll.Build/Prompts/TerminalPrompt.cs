using System.Text;

namespace Plimsoll.Build.Prompts;

/// <summary>Asks whoever sits at the terminal of the process. Questions go to standard error, so that standard output stays the log.</summary>
internal sealed class TerminalPrompt : IPrompt
{
    /// <summary>The prompt of this process, or <c>null</c> where nobody could read or answer.</summary>
    public static TerminalPrompt? TryOpen() => Console.IsInputRedirected || Console.IsErrorRedirected ? null : new TerminalPrompt();

    public string? Ask(string question, bool isSecret, CancellationToken cancellationToken)
    {
        // The first look at the keys ends the terminal's own echo. Without it, what is typed right after the question could be shown.
        if (isSecret)
            _ = Console.KeyAvailable;
        Console.Error.Write(question);

        // A read from a terminal cannot be cancelled; it is left behind where the build is interrupted and ends.
        return Task.Run(() => isSecret ? ReadHidden() : Console.ReadLine(), cancellationToken).WaitAsync(cancellationToken).GetAwaiter().GetResult();
    }

    private static string? ReadHidden()
    {
        var line = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } && line.Length == 0)
                return null;
            if (key.Key == ConsoleKey.Backspace)
                line.Length = Math.Max(0, line.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                line.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return line.ToString();
    }
}

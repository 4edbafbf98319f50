namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>A simple command: its words, with the keywords and assignments before it, without redirections.</summary>
internal sealed record ShellCommand(IReadOnlyList<ShellWord> Words)
{
    /// <summary>The variable that is given the words, where that is all that happens, followed by <c>+</c> where they are appended; else <c>null</c>.</summary>
    public string? Assigns { get; init; }

    /// <summary>Whether case does not matter in the names of tools.</summary>
    public bool IgnoresCase { get; init; }
}

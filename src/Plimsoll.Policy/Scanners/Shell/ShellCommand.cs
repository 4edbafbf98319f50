namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>A simple command: its words, with the keywords and assignments before it, without redirections.</summary>
internal sealed record ShellCommand(IReadOnlyList<ShellWord> Words);

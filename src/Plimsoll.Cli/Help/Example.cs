namespace Plimsoll.Cli.Help;

/// <summary>A command line that works, for those who read help.</summary>
/// <param name="Text">What it does, in a few words.</param>
/// <param name="Line">What is typed into a POSIX shell.</param>
internal sealed record Example(string Text, string Line);

namespace Plimsoll.Build.Tools;

/// <summary>A line that a process wrote.</summary>
/// <param name="Type">The stream it wrote to.</param>
/// <param name="Text">The line.</param>
public readonly record struct Output(OutputType Type, string Text);

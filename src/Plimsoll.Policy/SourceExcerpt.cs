namespace Plimsoll.Policy;

/// <summary>What stands around a span, for readers of a report: the line where it starts, or a part of a line that is very long.</summary>
/// <param name="Text">The text as the file has it, without its line break; at most 400 characters.</param>
/// <param name="StartColumn">The column of its first character, counted as in <see cref="SourceSpan"/>.</param>
public sealed record SourceExcerpt(string Text, int StartColumn);

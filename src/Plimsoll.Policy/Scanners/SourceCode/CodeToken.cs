namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>A piece of source code.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first character.</param>
/// <param name="End">One past its last character.</param>
/// <param name="Text">What it says where it is a text, else <c>null</c>.</param>
internal readonly record struct CodeToken(CodeTokenKind Kind, int Start, int End, CodeText? Text = null);

namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>An argument of a call.</summary>
/// <param name="Name">Its name where it is given by name, else <c>null</c>.</param>
/// <param name="Start">The first token of its value.</param>
/// <param name="End">One past the last token.</param>
internal readonly record struct CodeArgument(string? Name, int Start, int End);

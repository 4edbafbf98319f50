namespace Plimsoll.Publishing.Migration;

/// <summary>A piece of C#.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first character.</param>
/// <param name="End">One past its last character.</param>
internal readonly record struct CSharpToken(CSharpTokenKind Kind, int Start, int End);

using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>What a literal text says.</summary>
/// <param name="Value">The characters, each hole as <see cref="ImageUse.Unknown"/>.</param>
/// <param name="Range">The place between the quotes.</param>
/// <param name="Holes">The expressions in the holes, in order.</param>
internal sealed record CodeText(string Value, TextRange Range, IReadOnlyList<string> Holes);

using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>What an expression says.</summary>
/// <param name="Text">The text, or the expression as it is written where it is more than that.</param>
/// <param name="Resolved">The value, with <see cref="ImageUse.Unknown"/> for what the file does not define.</param>
/// <param name="Range">The place of the text, which is that of a constant where the expression only names it.</param>
/// <param name="IsLiteral">Whether it is one text without holes.</param>
internal sealed record CodeValue(string Text, string Resolved, TextRange Range, bool IsLiteral)
{
    /// <summary>Whether all of it is known.</summary>
    public bool IsKnown => !Resolved.Contains(ImageUse.Unknown);
}

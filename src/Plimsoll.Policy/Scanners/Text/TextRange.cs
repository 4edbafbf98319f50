namespace Plimsoll.Policy.Scanners.Text;

/// <summary>A stretch of a file's text, in UTF-16 code units from 0, without a byte order mark.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">One past its last character.</param>
internal readonly record struct TextRange(int Start, int End);

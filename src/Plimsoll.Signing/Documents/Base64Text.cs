using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Signing.Documents;

/// <summary>
/// Base64 of which every character counts: the standard alphabet with its padding, no white space, no bits after the last byte that
/// are set. What decodes to the same bytes from another text could be changed without anybody noticing. Every signing tool writes
/// this form, though DSSE also allows the alphabet for URLs.
/// </summary>
internal static class Base64Text
{
    /// <summary>Reads it.</summary>
    /// <returns><c>false</c> where it is no base64, or not the one text of its bytes.</returns>
    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var buffer = new byte[text.Length / 4 * 3];
        bytes = text.Length % 4 == 0 && Convert.TryFromBase64String(text, buffer, out var length) && Convert.ToBase64String(buffer, 0, length) == text ? buffer[..length] : null;
        return bytes is not null;
    }
}

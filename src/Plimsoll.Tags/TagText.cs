using System.Diagnostics.CodeAnalysis;
using System.Text;
using Plimsoll.Oci.Images;

namespace Plimsoll.Tags;

/// <summary>Makes tags of foreign text.</summary>
internal static class TagText
{
    /// <summary>The most characters of a tag (OCI distribution-spec, <c>reference</c>).</summary>
    public const int MaximumLength = 128;

    private const int HashLength = 8;

    /// <summary>
    /// Replaces each run of characters that a tag cannot hold by one <c>-</c>, drops what a tag cannot start with, and
    /// cuts what is too long, ending it with a hash of the whole so that two long texts stay apart.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="room">The most characters; at least 16.</param>
    /// <returns>Whether anything is left.</returns>
    public static bool TrySanitize(string text, [NotNullWhen(true)] out string? tag, int room = MaximumLength)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var isAllowed = char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-';
            if (isAllowed)
                kept.Append(character);
            else if (kept.Length > 0 && kept[^1] != '-')
                kept.Append('-');
        }

        var trimmed = kept.ToString().TrimStart('.', '-').TrimEnd('-');
        tag = trimmed.Length == 0 ? null
            : trimmed.Length <= room ? trimmed
            : trimmed[..(room - HashLength - 1)] + "-" + Digest.Sha256(Encoding.UTF8.GetBytes(text)).Hex[..HashLength];
        return tag is not null;
    }
}

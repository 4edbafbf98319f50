using System.Text;
using Plimsoll.Images;

namespace Plimsoll.Tags;

/// <summary>Makes tags of foreign text.</summary>
internal static class TagText
{
    private const int MaximumLength = 128;
    private const int HashLength = 8;

    /// <summary>
    /// Replaces each run of characters that a tag cannot hold by one <c>-</c>, drops what a tag cannot start with, and
    /// cuts what is too long, ending it with a hash of the whole so that two long texts stay apart.
    /// </summary>
    /// <exception cref="PlimsollException">Nothing is left (exit code 2).</exception>
    public static string Sanitize(string text)
    {
        var tag = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var isAllowed = char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-';
            if (isAllowed)
                tag.Append(character);
            else if (tag.Length > 0 && tag[^1] != '-')
                tag.Append('-');
        }

        var trimmed = tag.ToString().TrimStart('.', '-').TrimEnd('-');
        if (trimmed.Length == 0)
            throw PlimsollException.Usage($"'{text}' cannot be made a tag: it has no letter, digit or underscore.");

        return trimmed.Length <= MaximumLength
            ? trimmed
            : trimmed[..(MaximumLength - HashLength - 1)] + "-" + Digest.Sha256(Encoding.UTF8.GetBytes(text)).Hex[..HashLength];
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text;
using Plimsoll.Oci.Images;

namespace Plimsoll.Tags.Strategies;

/// <summary>Turns arbitrary text into a tag.</summary>
public static class TagText
{
    /// <summary>The maximum length of a tag (OCI distribution-spec, <c>reference</c>).</summary>
    public const int MaximumLength = 128;

    private const int HashLength = 8;

    /// <summary>
    /// Replaces each run of invalid characters by one <c>-</c>, removes characters that a tag must not start with, and
    /// shortens what is too long, with a hash of the whole text at its end so that two long texts stay distinct.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="maximumLength">The maximum length; at least 16.</param>
    /// <returns>Whether anything is left.</returns>
    public static bool TrySanitize(string text, [NotNullWhen(true)] out string? tag, int maximumLength = MaximumLength)
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
            : trimmed.Length <= maximumLength ? trimmed
            : trimmed[..(maximumLength - HashLength - 1)] + "-" + Digest.Sha256(Encoding.UTF8.GetBytes(text)).Hex[..HashLength];
        return tag is not null;
    }
}

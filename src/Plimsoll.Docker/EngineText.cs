using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Plimsoll.Docker;

/// <summary>
/// Text that came from an engine, a registry behind it or an image, made fit for a message: one line, no control
/// characters, no secrets that registries put into URLs, not endless.
/// </summary>
internal static partial class EngineText
{
    private const int MaximumLength = 400;

    /// <summary>The text as a message may show it.</summary>
    public static string Neutralize(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "(no text)";

        // Cut before matching: an answer of megabytes must not be searched whole.
        var source = text.Length > 4 * MaximumLength ? text[..(4 * MaximumLength)] : text;
        var plain = UrlQuery.Replace(UserInformation.Replace(source, "$1"), "$1?…");
        var line = new StringBuilder(plain.Length);
        foreach (var rune in plain.EnumerateRunes())
        {
            // Format characters include those that turn the direction of text.
            var hidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse;
            if (hidden && line is [.., not ' '])
                line.Append(' ');
            else if (!hidden)
                line.Append(rune);
        }

        var neutral = line.ToString().Trim();
        return neutral.Length <= MaximumLength ? neutral : neutral[..MaximumLength] + "…";
    }

    [GeneratedRegex(@"([a-z][a-z0-9+.-]*://)[^\s/""'@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInformation { get; }

    [GeneratedRegex(@"([a-z][a-z0-9+.-]*://[^\s?""']+)\?[^\s""']*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UrlQuery { get; }
}

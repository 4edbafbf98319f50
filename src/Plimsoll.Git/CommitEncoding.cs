using System.Globalization;
using System.Text;

namespace Plimsoll.Git;

/// <summary>The encodings that commits name in their header <c>encoding</c>, which git writes where <c>i18n.commitEncoding</c> is set.</summary>
internal static class CommitEncoding
{
    /// <summary>Decodes a message: in the encoding that is named, where that is known; else as UTF-8, which is git's default.</summary>
    /// <param name="message">The bytes of the message.</param>
    /// <param name="name">What the header says, or <c>null</c> without one.</param>
    public static string Decode(ReadOnlySpan<byte> message, string? name) => (Find(name) ?? Encoding.UTF8).GetString(message);

    private static Encoding? Find(string? name)
    {
        if (name is null)
            return null;

        try
        {
            // iconv, which git asks, calls the code pages of Windows cp1252; .NET knows them by their number.
            return name.StartsWith("cp", StringComparison.OrdinalIgnoreCase) && int.TryParse(name[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var page)
                ? CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page)
                : CodePagesEncodingProvider.Instance.GetEncoding(Alias(name)) ?? Encoding.GetEncoding(Alias(name));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The names that git takes besides those that are registered.</summary>
    private static string Alias(string name) => name.ToLowerInvariant() switch
    {
        "utf8" => "utf-8",
        "latin-1" => "iso-8859-1",
        "sjis" => "shift_jis",
        "eucjp" => "euc-jp",
        var other => other,
    };
}

using System.Buffers;
using System.Text;

namespace Plimsoll.Tags.Hosts;

/// <summary>Foreign text in GitHub's Markdown, in which it stays text: in a paragraph and in a table's cell.</summary>
internal static class MarkdownText
{
    /// <summary>What begins something in Markdown or HTML, ends a cell, mentions somebody, or makes a link or an emoji.</summary>
    private const string Special = "\\`*_[]<>#|~&:@$";

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/@+-");

    /// <summary>Text as it is, in a table's cell too. A character reference, unlike a backslash, is text to every renderer.</summary>
    public static string Escape(string text)
    {
        var neutral = LogText.Neutralize(text);
        var result = new StringBuilder(neutral.Length + 16);
        for (var i = 0; i < neutral.Length; i++)
            if (Special.Contains(neutral[i]) || IsDotOfAddress(neutral, i))
                result.Append("&#").Append((int)neutral[i]).Append(';');
            else
                result.Append(neutral[i]);
        return result.ToString();
    }

    /// <summary>Tags, digests and names stay readable in the source; whatever could end backquotes goes into an element.</summary>
    public static string Code(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().ContainsAnyExcept(Plain) || text.Length == 0 ? $"<code>{Escape(text)}</code>" : $"`{text}`";
    }

    /// <summary>A page, or where there is no room for it another one.</summary>
    /// <param name="page">The page.</param>
    /// <param name="maximumBytes">How many bytes of UTF-8 there is room for.</param>
    /// <param name="instead">What is shown in its place, which is short.</param>
    public static string Fit(string page, int maximumBytes, string instead) => Encoding.UTF8.GetByteCount(page) <= maximumBytes ? page : instead;

    /// <summary>GitHub makes a link of <c>www.</c> without being asked.</summary>
    private static bool IsDotOfAddress(string text, int i) =>
        text[i] == '.' && i >= 3 && text.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase);
}

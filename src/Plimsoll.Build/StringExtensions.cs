using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Build;

/// <summary>What builds do with texts.</summary>
public static class StringExtensions
{
    /// <summary>Whether there is no text, or nothing but white space in it.</summary>
    public static bool IsNullOrWhiteSpace([NotNullWhen(false)] this string? text) => string.IsNullOrWhiteSpace(text);

    /// <summary>Whether both are the same but for the case of their letters.</summary>
    public static bool EqualsOrdinalIgnoreCase(this string? text, string? other) => string.Equals(text, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it has another text in it, but for the case of its letters.</summary>
    public static bool ContainsOrdinalIgnoreCase(this string text, string other) => text.Contains(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it begins with another text, but for the case of its letters.</summary>
    public static bool StartsWithOrdinalIgnoreCase(this string text, string other) => text.StartsWith(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it ends with another text, but for the case of its letters.</summary>
    public static bool EndsWithOrdinalIgnoreCase(this string text, string other) => text.EndsWith(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it begins with one of several texts.</summary>
    public static bool StartsWithAny(this string text, params IEnumerable<string> others) => others.Any(other => text.StartsWith(other, StringComparison.Ordinal));

    /// <summary>Whether it begins with one of several texts, but for the case of its letters.</summary>
    public static bool StartsWithAnyOrdinalIgnoreCase(this string text, params IEnumerable<string> others) => others.Any(text.StartsWithOrdinalIgnoreCase);

    /// <summary>Whether it has one of several texts in it, but for the case of its letters.</summary>
    public static bool ContainsAnyOrdinalIgnoreCase(this string text, params IEnumerable<string> others) => others.Any(text.ContainsOrdinalIgnoreCase);

    /// <summary>Whether it ends with one of several texts.</summary>
    public static bool EndsWithAny(this string text, params IEnumerable<string> others) => others.Any(other => text.EndsWith(other, StringComparison.Ordinal));

    /// <summary>Whether it ends with one of several texts, but for the case of its letters.</summary>
    public static bool EndsWithAnyOrdinalIgnoreCase(this string text, params IEnumerable<string> others) => others.Any(text.EndsWithOrdinalIgnoreCase);

    /// <summary>Whether it is one of several texts, but for the case of its letters.</summary>
    public static bool EqualsAnyOrdinalIgnoreCase(this string text, params IEnumerable<string> others) => others.Any(text.EqualsOrdinalIgnoreCase);

    /// <summary>Puts it into double quotes; those in it get a backslash.</summary>
    public static string DoubleQuote(this string? text) => $"\"{text?.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Puts it into double quotes if it has a blank and none yet.</summary>
    public static string DoubleQuoteIfNeeded(this string? text) => text.DoubleQuoteIfNeeded(' ');

    /// <summary>Puts it into double quotes if it has one of several characters and none yet.</summary>
    public static string DoubleQuoteIfNeeded(this string? text, params char?[] disallowed) =>
        text is not null && text.Any(c => disallowed.Contains(c)) && !text.IsDoubleQuoted() ? text.DoubleQuote() : text ?? "";

    /// <summary>Whether it has double quotes around it.</summary>
    public static bool IsDoubleQuoted(this string text) => IsQuoted(text, '"');

    /// <summary>Puts it into single quotes; those in it get a backslash.</summary>
    public static string SingleQuote(this string? text) => $"'{text?.Replace("'", "\\'", StringComparison.Ordinal)}'";

    /// <summary>Puts it into single quotes if it has a blank and none yet.</summary>
    public static string SingleQuoteIfNeeded(this string? text) => text.SingleQuoteIfNeeded(' ');

    /// <summary>Puts it into single quotes if it has one of several characters and none yet.</summary>
    public static string SingleQuoteIfNeeded(this string? text, params char?[] disallowed) =>
        text is not null && text.Any(c => disallowed.Contains(c)) && !text.IsSingleQuoted() ? text.SingleQuote() : text ?? "";

    /// <summary>Whether it has single quotes around it.</summary>
    public static bool IsSingleQuoted(this string text) => IsQuoted(text, '\'');

    /// <summary>Takes double quotes away that are around it.</summary>
    public static string TrimMatchingDoubleQuotes(this string text) => TrimMatching(text, '"');

    /// <summary>Takes single quotes away that are around it.</summary>
    public static string TrimMatchingSingleQuotes(this string text) => TrimMatching(text, '\'');

    /// <summary>Takes a text away from its begin.</summary>
    public static string TrimStart(this string text, string trim) => text.StartsWith(trim, StringComparison.Ordinal) ? text[trim.Length..] : text;

    /// <summary>Takes a text away from its end.</summary>
    public static string TrimEnd(this string text, string trim) => text.EndsWith(trim, StringComparison.Ordinal) ? text[..^trim.Length] : text;

    /// <summary>Appends a text.</summary>
    public static string Append(this string text, string other) => text + other;

    /// <summary>Puts a text before it.</summary>
    public static string Prepend(this string text, string other) => other + text;

    /// <summary>Repeats it.</summary>
    public static string Repeat(this string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    /// <summary>Its first letter as a capital one.</summary>
    public static string Capitalize(this string text) => text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];

    /// <summary>Cuts it where it is longer, with an ellipsis at the end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxChars">How long it may be, without the ellipsis.</param>
    public static string Truncate(this string text, int maxChars) => text.Length <= maxChars ? text : text[..maxChars] + '…';

    /// <summary>Splits it at blanks, without empty parts.</summary>
    public static string[] SplitSpace(this string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Its lines.</summary>
    public static string[] SplitLineBreaks(this string text) => text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Its parts, of which each begins with a capital letter after a small one: <c>SplitMe</c> is <c>Split</c> and <c>Me</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="exclusions">Words that begin a part and are not split, in any case: <c>NuGet</c>.</param>
    public static IReadOnlyCollection<string> SplitCamelHumps(this string text, params string[] exclusions)
    {
        var parts = new List<string>();
        var (start, end) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (i < end)
                continue;
            var word = exclusions.Where(word => text.AsSpan(i).StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(word => word.Length).DefaultIfEmpty().Max();
            if (i > 0 && (word > 0 || (char.IsUpper(text[i]) && char.IsLower(text[i - 1]))))
            {
                parts.Add(text[start..i]);
                start = i;
            }

            end = i + word;
        }

        parts.Add(text[start..]);
        return parts;
    }

    /// <summary>Replaces what a regular expression finds.</summary>
    public static string ReplaceRegex(this string text, string pattern, MatchEvaluator matchEvaluator, RegexOptions options = RegexOptions.None) =>
        Regex.Replace(text, pattern, matchEvaluator, options);

    /// <summary>Returns the text, or ends the target where it is <c>null</c> or empty, as <see cref="Assert.NotNullOrEmpty"/>.</summary>
    public static string NotNullOrEmpty([NotNull] this string? text, string? message = null, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(text))] string? argumentExpression = null) =>
        Assert.NotNullOrEmpty(text, message, argumentExpression);

    /// <summary>Returns the text, or ends the target where it is blank, as <see cref="Assert.NotNullOrWhiteSpace"/>.</summary>
    public static string NotNullOrWhiteSpace([NotNull] this string? text, string? message = null, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(text))] string? argumentExpression = null) =>
        Assert.NotNullOrWhiteSpace(text, message, argumentExpression);

    private static bool IsQuoted(string text, char quote) => text.Length > 1 && text[0] == quote && text[^1] == quote;

    private static string TrimMatching(string text, char quote) => IsQuoted(text, quote) ? text[1..^1] : text;
}

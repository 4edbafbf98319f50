using System.Globalization;

namespace Plimsoll.Publishing.Configuration;

/// <summary>The age of an image as it is written: a whole number with <c>h</c>, <c>d</c> or <c>w</c>.</summary>
internal static class AgeText
{
    /// <summary>What an age looks like, for messages.</summary>
    public const string Form = "a number of hours, days or weeks, such as 12h, 90d or 8w";

    /// <summary>The longest age, in hours: a thousand years.</summary>
    private const long Most = 24L * 365 * 1000;

    /// <summary>Reads an age.</summary>
    /// <returns><c>null</c> where the text is not one.</returns>
    public static TimeSpan? Parse(string text)
    {
        long hours = text is [.., var unit] ? unit switch { 'h' => 1, 'd' => 24, 'w' => 24 * 7, _ => 0 } : 0;
        return hours > 0 && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= Most / hours
            ? TimeSpan.FromHours(number * hours)
            : null;
    }
}

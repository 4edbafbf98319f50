using System.Globalization;

namespace Plimsoll.Cli.Output;

/// <summary>How long ago something was, in the words of docker.</summary>
internal static class HumanAge
{
    /// <summary>The age of a point in time: <c>2 weeks ago</c>.</summary>
    /// <param name="time">The time as an image says it (RFC 3339); <c>null</c> where it says none.</param>
    /// <param name="now">The present.</param>
    /// <returns>The age, or <c>-</c> where the time is missing, unreadable, or that of no clock: builds that can be repeated write 1970 or the year 1.</returns>
    public static string Format(string? time, DateTimeOffset now) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? Format(created, now) : "-";

    /// <inheritdoc cref="Format(string?, DateTimeOffset)"/>
    public static string Format(DateTimeOffset? time, DateTimeOffset now) =>
        time is { } created && created > DateTimeOffset.UnixEpoch ? $"{Describe(now - DateTimeOffset.FromUnixTimeSeconds(created.ToUnixTimeSeconds()))} ago" : "-";

    private static string Describe(TimeSpan age)
    {
        var seconds = (long)age.TotalSeconds;
        var minutes = (long)age.TotalMinutes;
        var hours = (long)(age.TotalHours + 0.5);
        return seconds < 1 ? "Less than a second"
            : seconds == 1 ? "1 second"
            : seconds < 60 ? $"{seconds} seconds"
            : minutes == 1 ? "About a minute"
            : minutes < 60 ? $"{minutes} minutes"
            : hours == 1 ? "About an hour"
            : hours < 48 ? $"{hours} hours"
            : hours < 24 * 7 * 2 ? $"{hours / 24} days"
            : hours < 24 * 30 * 2 ? $"{hours / 24 / 7} weeks"
            : hours < 24 * 365 * 2 ? $"{hours / 24 / 30} months"
            : $"{(long)age.TotalHours / 24 / 365} years";
    }
}

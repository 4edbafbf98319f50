using System.Globalization;
using System.Text;
using Plimsoll.Oci.Images;

namespace Plimsoll.Cli.Output;

/// <summary>A health check, with times as a Dockerfile has them: <c>1m30s</c>. What is <c>null</c> is left to the engine.</summary>
internal sealed record HealthCheckInfo(IReadOnlyList<string> Test, string? Interval, string? Timeout, string? StartPeriod, int? Retries)
{
    public static HealthCheckInfo Create(HealthCheck check) => new(check.Test, Format(check.Interval), Format(check.Timeout), Format(check.StartPeriod), check.Retries);

    /// <summary>As the instruction HEALTHCHECK of a Dockerfile.</summary>
    public override string ToString()
    {
        var options = new[] { ("interval", Interval), ("timeout", Timeout), ("start-period", StartPeriod), ("retries", Retries?.ToString(CultureInfo.InvariantCulture)) };
        return string.Join(' ', options.Where(option => option.Item2 is not null).Select(option => $"--{option.Item1}={option.Item2}").Append(string.Join(' ', Test)));
    }

    private static string? Format(TimeSpan? time)
    {
        if (time is not { } span)
            return null;

        var text = new StringBuilder();
        if (span.TotalHours >= 1)
            text.Append(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}h");
        if (span.Minutes > 0)
            text.Append(CultureInfo.InvariantCulture, $"{span.Minutes}m");
        var seconds = span.TotalSeconds - Math.Floor(span.TotalMinutes) * 60;
        if (seconds > 0 || text.Length == 0)
            text.Append(CultureInfo.InvariantCulture, $"{Math.Round(seconds, 6)}s");
        return text.ToString();
    }
}

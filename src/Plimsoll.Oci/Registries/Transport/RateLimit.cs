using System.Globalization;
using System.Net.Http.Headers;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// How many requests a registry takes and how many are left, as Docker Hub and others tell with each answer:
/// <c>ratelimit-limit: 100;w=21600</c>, <c>ratelimit-remaining: 76;w=21600</c>, <c>docker-ratelimit-source: ADDRESS</c>.
/// </summary>
/// <param name="Limit">How many requests are taken in a window; at least 1.</param>
/// <param name="Remaining">How many are left, or <c>null</c> where the registry does not say.</param>
/// <param name="Window">How long a window is, or <c>null</c>.</param>
/// <param name="Source">Who the requests are counted for, such as an address, or <c>null</c>.</param>
internal sealed record RateLimit(long Limit, long? Remaining, TimeSpan? Window, string? Source)
{
    /// <summary>Whether a tenth or less is left.</summary>
    public bool IsNearlySpent => Remaining is { } left && left <= Limit / 10.0;

    /// <summary>What is taken: <c>100 requests in 6 hours</c>.</summary>
    public string Allowance => $"{Limit} {(Limit == 1 ? "request" : "requests")}{(Window is { } window ? $" in {Duration(window)}" : "")}";

    /// <summary>What is left: <c>9 of 100 requests in 6 hours are left</c>.</summary>
    public string Rest => $"{Remaining} of {Allowance} {(Remaining == 1 ? "is" : "are")} left{(Source is null ? "" : $", counted for {Source}")}";

    /// <summary>What an answer tells, or <c>null</c> where it tells no limit.</summary>
    public static RateLimit? FromResponse(HttpResponseMessage response) =>
        Read(response.Headers, "ratelimit-limit") is (> 0, _) limit
            ? new RateLimit(limit.Count, Read(response.Headers, "ratelimit-remaining")?.Count, limit.Window, ReadSource(response.Headers))
            : null;

    /// <summary>The first of the header's values, which may hold one for each window.</summary>
    private static (long Count, TimeSpan? Window)? Read(HttpResponseHeaders headers, string name)
    {
        if (!headers.NonValidated.TryGetValues(name, out var values))
            return null;

        var parts = values.First().Split(',')[0].Split(';', StringSplitOptions.TrimEntries);
        if (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return null;

        var window = parts.FirstOrDefault(part => part.StartsWith("w=", StringComparison.OrdinalIgnoreCase));
        return (count, int.TryParse(window?[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : null);
    }

    private static string? ReadSource(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues("docker-ratelimit-source", out var values) && Redaction.Text(values.ToString(), 64) is { Length: > 0 } source ? source : null;

    private static string Duration(TimeSpan window)
    {
        var seconds = (long)window.TotalSeconds;
        var (count, unit) = seconds % 3600 == 0 ? (seconds / 3600, "hour") : seconds % 60 == 0 ? (seconds / 60, "minute") : (seconds, "second");
        return $"{count} {unit}{(count == 1 ? "" : "s")}";
    }
}

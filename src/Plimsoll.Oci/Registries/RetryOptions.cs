namespace Plimsoll.Oci.Registries;

/// <summary>
/// How failed operations are tried again: statuses 408, 425, 429, 499, 500, 502, 503, 504 and 520 to 530, and broken connections, with
/// a random delay ("full jitter") that grows exponentially, or the one that <c>Retry-After</c> asks for.
/// </summary>
public sealed record RetryOptions
{
    /// <summary>No second attempt.</summary>
    public static RetryOptions None { get; } = new() { MaxAttempts = 1 };

    /// <summary>How often an operation is tried in all. The default is 5.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The upper bound of the first delay; each further bound is twice the last. The default is 1 second.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The upper bound of every delay that the registry did not ask for. The default is 30 seconds.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// No attempt begins later than this after the first failure; a <c>Retry-After</c> beyond it fails at once. How long
    /// an attempt ran before it failed does not count, so that a long upload that breaks is tried again. The default is
    /// 5 minutes.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A number from 0 (inclusive) to 1 (exclusive) that spreads the delays. The default is random.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>How long to wait before the next attempt.</summary>
    /// <param name="failures">How many attempts failed so far, from 1.</param>
    internal TimeSpan GetDelay(int failures) =>
        TimeSpan.FromSeconds(Jitter() * Math.Min(MaxDelay.TotalSeconds, BaseDelay.TotalSeconds * Math.Pow(2, failures - 1)));
}

using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>
/// A registry that takes so many requests and then none for a few seconds, as a shared quota does: it answers 429 and says how long,
/// by turns in seconds and as a date. Time passes only where clients wait for it.
/// </summary>
/// <param name="clock">The clients' clock.</param>
/// <param name="quota">How many requests are taken in a row.</param>
internal sealed class QuotaRegistry(FaultClock clock, int quota)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset Until, int Early)> _told = [];
    private readonly int _quota = quota;
    private int _left = quota;
    private DateTimeOffset _closedUntil;

    /// <summary>How many requests were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>How many were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>How often the quota was spent.</summary>
    public int Spent { get; private set; }

    /// <summary>The most requests that one client sent after it was told to wait and before that was over: those that were on the way.</summary>
    public int MostEarly { get; private set; }

    /// <summary>Decides about a request.</summary>
    public Fault Decide(ProxiedRequest request)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_told.TryGetValue(request.UserAgent, out var told) && now < told.Until)
            {
                _told[request.UserAgent] = told with { Early = told.Early + 1 };
                MostEarly = Math.Max(MostEarly, told.Early + 1);
            }

            if (_left == 0 && now >= _closedUntil)
                _left = _quota;
            if (_left > 0)
            {
                Taken++;
                if (--_left == 0)
                {
                    _closedUntil = now + Quiet;
                    Spent++;
                }

                return Fault.None;
            }

            var isDate = Refused++ % 2 == 1;
            var until = isDate ? WithoutFraction(_closedUntil) : _closedUntil;
            if (!_told.TryGetValue(request.UserAgent, out told) || told.Until < until)
                _told[request.UserAgent] = (until, 0);
            return Fault.Answer(429) with { RetryAfter = TimeSpan.FromSeconds(Math.Ceiling((_closedUntil - now).TotalSeconds)), IsRetryAfterDate = isDate };
        }
    }

    /// <summary>A date tells no fraction of a second.</summary>
    private static DateTimeOffset WithoutFraction(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}

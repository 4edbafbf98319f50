namespace Plimsoll.Testing.Faults;

/// <summary>
/// A clock for clients behind a <see cref="FaultProxy"/>: short waits, as between attempts, are over at once, and deadlines
/// pass while the proxy stalls and at no other time.
/// </summary>
/// <remarks>Whoever waits goes on in another thread than the one that let time pass, so that it can wait again.</remarks>
public sealed class FaultClock : TimeProvider
{
    /// <summary>Whoever waits so long waits for another attempt; deadlines are longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly DateTimeOffset Start = new(2026, 5, 19, 8, 30, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly HashSet<FaultTimer> _timers = [];
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp()
    {
        lock (_lock)
            return _elapsed.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => Start + TimeSpan.FromTicks(GetTimestamp());

    /// <remarks>What is repeated is not needed, and happens once.</remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FaultTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            _elapsed += by;
            FireDue();
        }
    }

    /// <summary>Lets time pass until the next deadline is over, if there is one.</summary>
    internal void AdvanceToDeadline()
    {
        lock (_lock)
        {
            if (_timers.Count > 0)
                _elapsed = _timers.Min(timer => timer.Due);
            FireDue();
        }
    }

    private void Set(FaultTimer timer, TimeSpan due)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (due < TimeSpan.Zero)
                return;
            timer.Due = _elapsed + due;
            if (due <= LongestWait)
                _elapsed += due;
            _timers.Add(timer);
            FireDue();
        }
    }

    private void Remove(FaultTimer timer)
    {
        lock (_lock)
            _timers.Remove(timer);
    }

    private void FireDue()
    {
        foreach (var timer in _timers.Where(timer => timer.Due <= _elapsed).ToList())
        {
            _timers.Remove(timer);
            ThreadPool.QueueUserWorkItem(static timer => timer.Fire(), timer, preferLocal: false);
        }
    }

    private sealed class FaultTimer(FaultClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Set(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

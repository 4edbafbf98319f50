namespace Plimsoll.Oci.Registries.Transport;

/// <summary>Cancels a request in which nothing has moved for a while. A transfer may take as long as it needs.</summary>
internal sealed class IdleWatchdog : IDisposable
{
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationToken _caller;
    private TimeSpan _limit;
    private bool _isSlow;

    public IdleWatchdog(TimeSpan limit, TimeProvider timeProvider, CancellationToken caller)
    {
        _limit = limit;
        _caller = caller;
        _idle = new CancellationTokenSource(limit, timeProvider);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, _idle.Token);
    }

    public CancellationToken Token => _linked.Token;

    public bool HasExpired => _idle.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Something moved.</summary>
    public void Touch() => _idle.CancelAfter(_limit);

    /// <summary>Something moved, but all of it must have come before so long from now.</summary>
    public void Touch(TimeSpan rest)
    {
        _isSlow = rest < _limit;
        _idle.CancelAfter(_isSlow ? TimeSpan.FromTicks(Math.Max(0, rest.Ticks)) : _limit);
    }

    /// <summary>Something else is waited for, until the next <see cref="Touch()"/>: that is not this connection's silence.</summary>
    public void Rest() => _idle.CancelAfter(System.Threading.Timeout.InfiniteTimeSpan);

    /// <summary>From here on silence may last this long.</summary>
    public void Allow(TimeSpan limit)
    {
        _limit = limit;
        Touch();
    }

    public TimeoutException Timeout(Exception cause) =>
        new(_isSlow ? $"too few bytes in {_limit.TotalSeconds:0.#} seconds" : $"no data for {_limit.TotalSeconds:0.#} seconds", cause);

    public void Dispose()
    {
        _linked.Dispose();
        _idle.Dispose();
    }
}

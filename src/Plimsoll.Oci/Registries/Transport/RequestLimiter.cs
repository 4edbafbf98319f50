namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// How many requests one registry is sent at once. It starts small, because more only make a near registry's disk
/// busier, and grows with the time that the fastest small requests take: what is far away answers no slower for being
/// asked more. A registry that asks to slow down halves it and is left alone for as long as it asks.
/// </summary>
internal sealed class RequestLimiter(RegistryClientOptions options)
{
    /// <summary>From here on a body is large: it is limited by bandwidth, and more of them at once gain nothing.</summary>
    public const long LargeFrom = 4 * 1024 * 1024;

    /// <summary>Each of these makes one more request worthwhile.</summary>
    private static readonly TimeSpan LatencyOfOne = TimeSpan.FromMilliseconds(2);

    private const int Window = 32;
    private static readonly AsyncLocal<bool> IsExempt = new();

    private readonly Lock _lock = new();
    private readonly LinkedList<(bool IsLarge, TaskCompletionSource Turn)> _waiting = new();
    private readonly Queue<TimeSpan> _latencies = new();
    private int _limit = Math.Max(1, options.InitialRequests);
    private int _active;
    private int _activeLarge;
    private int _answersUntilGrowth;
    private long? _pausedUntil;

    /// <summary>How many requests may run at once now.</summary>
    public int Limit
    {
        get
        {
            lock (_lock)
                return _limit;
        }
    }

    /// <summary>The shortest time that one of the last small requests took; <c>null</c> before the first.</summary>
    public TimeSpan? FastestAnswer
    {
        get
        {
            lock (_lock)
                return _latencies.Count == 0 ? null : _latencies.Min();
        }
    }

    /// <summary>Requests made from here on by the calling method wait for no place: it holds one already.</summary>
    public static void Exempt() => IsExempt.Value = true;

    /// <summary>Waits for a place.</summary>
    /// <returns>Whether a place was taken that <see cref="Leave"/> must give back.</returns>
    public async ValueTask<bool> EnterAsync(bool isLarge, CancellationToken cancellationToken)
    {
        if (IsExempt.Value)
            return false;

        await WaitForPlaceAsync(isLarge, cancellationToken);
        try
        {
            // Only now: the registry may have asked for quiet while this request waited for its place.
            if (Pause() is { } pause)
                await Task.Delay(pause, options.TimeProvider, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            Leave(isLarge);
            throw;
        }
    }

    private async ValueTask WaitForPlaceAsync(bool isLarge, CancellationToken cancellationToken)
    {
        LinkedListNode<(bool IsLarge, TaskCompletionSource Turn)> node;
        lock (_lock)
        {
            if (CanStart(isLarge))
            {
                Start(isLarge);
                return;
            }

            node = _waiting.AddLast((isLarge, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        try
        {
            await node.Value.Turn.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
                if (node.List is not null)
                    _waiting.Remove(node);
                else
                    Stop(isLarge);
            throw;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(bool isLarge)
    {
        lock (_lock)
            Stop(isLarge);
    }

    /// <summary>A small request was answered after this time.</summary>
    public void Answered(TimeSpan latency)
    {
        lock (_lock)
        {
            _latencies.Enqueue(latency);
            if (_latencies.Count > Window)
                _latencies.Dequeue();
            if (_answersUntilGrowth-- > 0)
                return;

            // The fastest, because the others may have waited for each other.
            var wanted = Math.Max(1, options.InitialRequests) + (int)Math.Min(options.MaximumRequests, _latencies.Min() / LatencyOfOne);
            if (_limit < Math.Min(wanted, options.MaximumRequests))
                _limit++;
            Admit();
        }
    }

    /// <summary>The registry asked to slow down.</summary>
    /// <param name="retryAfter">For how long it wants no request, where it said so.</param>
    public void Slow(TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            _limit = Math.Max(1, _limit / 2);
            _answersUntilGrowth = Window;

            // A longer wait fails the operation that was refused; the others find out for themselves.
            if (retryAfter is { } wait && wait > TimeSpan.Zero && wait <= options.Retry.Deadline)
                _pausedUntil = Math.Max(_pausedUntil ?? long.MinValue, Now() + (long)(wait.TotalSeconds * options.TimeProvider.TimestampFrequency));
        }
    }

    private long Now() => options.TimeProvider.GetTimestamp();

    private TimeSpan? Pause()
    {
        lock (_lock)
        {
            if (_pausedUntil is not { } until)
                return null;

            var left = TimeSpan.FromSeconds((double)(until - Now()) / options.TimeProvider.TimestampFrequency);
            if (left > TimeSpan.Zero)
                return left;

            _pausedUntil = null;
            return null;
        }
    }

    private bool CanStart(bool isLarge) =>
        _active < _limit && (!isLarge || _activeLarge < Math.Max(1, Math.Min(_limit, options.InitialRequests) - 1));

    private void Start(bool isLarge)
    {
        _active++;
        if (isLarge)
            _activeLarge++;
    }

    private void Stop(bool isLarge)
    {
        _active--;
        if (isLarge)
            _activeLarge--;
        Admit();
    }

    private void Admit()
    {
        for (var node = _waiting.First; node is not null && _active < _limit;)
        {
            var next = node.Next;
            if (CanStart(node.Value.IsLarge))
            {
                _waiting.Remove(node);
                Start(node.Value.IsLarge);
                node.Value.Turn.SetResult();
            }

            node = next;
        }
    }
}

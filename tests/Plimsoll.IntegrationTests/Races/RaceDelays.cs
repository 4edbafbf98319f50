using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>
/// Holds writes back while other clients go on: each for as many requests as chance has it, and no longer than anything else is on
/// the way. It needs no clock. Everything that passes is noted in its order.
/// </summary>
/// <param name="share">Which part of the writes is held back: 0 to 1.</param>
/// <param name="random">Chance.</param>
internal sealed class RaceDelays(double share, Random random)
{
    // What waits in publishing for others waits less than a second, which more requests may take on a machine that is busy.
    private static readonly int MostRequests = IsLong ? 60 : 20;

    private static bool IsLong => Environment.GetEnvironmentVariable("PLIMSOLL_TEST_RACES") is { Length: > 0 };

    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, int> _waiting = new();
    private readonly List<RaceEvent> _events = [];
    private int _passed;
    private int _active;

    /// <summary>How many writes were held back so far.</summary>
    public int Held { get; private set; }

    /// <summary>What passed, in its order.</summary>
    public IReadOnlyList<RaceEvent> Events
    {
        get
        {
            lock (_lock)
                return [.. _events];
        }
    }

    /// <summary>Lets a request pass, or waits.</summary>
    public async Task HoldAsync(ProxiedRequest request)
    {
        TaskCompletionSource? held = null;
        lock (_lock)
        {
            // Of lists of referrers it is said that a write which is late may lose others.
            if (_active > 0 && request.IsWrite && !request.Target.Contains("/manifests/sha256-", StringComparison.Ordinal) && random.NextDouble() < share)
            {
                held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(held, _passed + random.Next(MostRequests));
                Held++;
            }
            else
                Pass();
        }

        if (held is not null)
            await held.Task;
        lock (_lock)
            _events.Add(new RaceEvent(request, IsAnswered: false));
    }

    /// <summary>Notes that a request has its answer.</summary>
    public void Answered(ProxiedRequest request)
    {
        lock (_lock)
        {
            _events.Add(new RaceEvent(request, IsAnswered: true));
            if (--_active == 0 && _waiting.TryDequeue(out var next, out _))
            {
                Pass();
                next.SetResult();
            }
        }
    }

    private void Pass()
    {
        _passed++;
        _active++;
        while (_waiting.TryPeek(out var next, out var until) && until <= _passed)
        {
            _waiting.Dequeue();
            _passed++;
            _active++;
            next.SetResult();
        }
    }
}

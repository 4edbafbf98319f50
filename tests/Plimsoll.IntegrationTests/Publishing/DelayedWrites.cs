namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>
/// Holds the writes of some tags back while other publishers go on: each for as many requests of theirs as chance has it, and
/// no longer than anybody else is on the way. It needs no clock.
/// </summary>
/// <param name="tags">The tags whose writes are late.</param>
/// <param name="publishers">How many publishers there are.</param>
/// <param name="random">Chance.</param>
internal sealed class DelayedWrites(IReadOnlyCollection<string> tags, int publishers, Random random)
{
    private const int MostRequests = 80;

    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, int> _waiting = new();
    private int _requests;
    private int _active = publishers;

    /// <summary>Lets a request pass, or waits.</summary>
    public Task BeforeAsync(HttpRequestMessage request)
    {
        lock (_lock)
        {
            _requests++;
            var held = request.Method == HttpMethod.Put && tags.Contains(request.RequestUri!.Segments[^1]) ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
            if (held is not null)
                _waiting.Enqueue(held, _requests + random.Next(MostRequests));
            Release();
            return held?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>Notes that a publisher has ended, well or not.</summary>
    public void End()
    {
        lock (_lock)
        {
            _active--;
            Release();
        }
    }

    private void Release()
    {
        while (_waiting.TryPeek(out _, out var until) && (until <= _requests || _waiting.Count >= _active))
            _waiting.Dequeue().SetResult();
    }
}

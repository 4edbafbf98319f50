using Microsoft.Extensions.Time.Testing;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>A clock that tells when somebody waits for so long.</summary>
/// <param name="wait">How long.</param>
internal sealed class WaitingClock(TimeSpan wait) : FakeTimeProvider
{
    private readonly TaskCompletionSource _isWaiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when somebody waits.</summary>
    public Task Waiting => _isWaiting.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == wait)
            _isWaiting.TrySetResult();
        return timer;
    }
}

using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Tests.Registries.Transport;

public class RequestLimiterTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(1, 5)]
    [InlineData(10, 10)]
    [InlineData(50, 16)]
    public void The_limit_grows_with_the_latency_of_small_requests(int milliseconds, int limit)
    {
        var budget = new RequestLimiter(new RegistryClientOptions());

        for (var i = 0; i < 100; i++)
            budget.Answered(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(limit, budget.Limit);
    }

    [Fact]
    public void A_refusal_halves_the_limit_and_never_below_one()
    {
        var budget = new RequestLimiter(new RegistryClientOptions { InitialRequests = 6 });

        var limits = Enumerable.Range(0, 4).Select(_ =>
        {
            budget.Slow(null);
            return budget.Limit;
        });

        Assert.Equal([3, 1, 1, 1], limits);
    }

    [Fact]
    public async Task Large_bodies_leave_a_place_to_small_ones()
    {
        var budget = new RequestLimiter(new RegistryClientOptions { InitialRequests = 3 });
        Assert.True(await budget.EnterAsync(isLarge: true, None));
        Assert.True(await budget.EnterAsync(isLarge: true, None));

        var third = budget.EnterAsync(isLarge: true, None).AsTask();
        Assert.True(await budget.EnterAsync(isLarge: false, None));

        Assert.False(third.IsCompleted);
        budget.Leave(isLarge: true);
        Assert.True(await third);
    }

    [Fact]
    public async Task Retry_After_holds_back_the_others_too()
    {
        var time = new FakeTimeProvider();
        var budget = new RequestLimiter(new RegistryClientOptions { TimeProvider = time });
        budget.Slow(TimeSpan.FromSeconds(5));

        var next = budget.EnterAsync(isLarge: false, None).AsTask();
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await next);
    }

    [Fact]
    public async Task Retry_After_holds_back_those_that_waited_for_a_place_already()
    {
        var time = new ObservedTime();
        var budget = new RequestLimiter(new RegistryClientOptions { TimeProvider = time, InitialRequests = 1 });
        await budget.EnterAsync(isLarge: false, None);
        var next = budget.EnterAsync(isLarge: false, None).AsTask();

        budget.Slow(TimeSpan.FromSeconds(5));
        budget.Leave(isLarge: false);
        Assert.Same(time.Waits, await Task.WhenAny(next, time.Waits));
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(await next);
    }

    [Fact]
    public async Task Who_gives_up_during_a_pause_leaves_the_place_to_others()
    {
        var time = new FakeTimeProvider();
        var budget = new RequestLimiter(new RegistryClientOptions { TimeProvider = time, InitialRequests = 1 });
        budget.Slow(TimeSpan.FromSeconds(5));
        using var stop = new CancellationTokenSource();
        var given = budget.EnterAsync(isLarge: false, stop.Token).AsTask();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(await budget.EnterAsync(isLarge: false, None));
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_place_to_others()
    {
        var budget = new RequestLimiter(new RegistryClientOptions { InitialRequests = 1 });
        await budget.EnterAsync(isLarge: false, None);
        using var stop = new CancellationTokenSource();
        var given = budget.EnterAsync(isLarge: false, stop.Token).AsTask();
        var kept = budget.EnterAsync(isLarge: false, None).AsTask();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        budget.Leave(isLarge: false);

        Assert.True(await kept);
    }

    [Fact]
    public async Task A_request_within_a_request_waits_for_no_place()
    {
        var budget = new RequestLimiter(new RegistryClientOptions { InitialRequests = 1 });
        await budget.EnterAsync(isLarge: false, None);

        RequestLimiter.Exempt();

        Assert.False(await budget.EnterAsync(isLarge: true, None));
    }

    /// <summary>A clock that tells when somebody begins to wait.</summary>
    private sealed class ObservedTime : FakeTimeProvider
    {
        private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waits => _waits.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _waits.TrySetResult();
            return timer;
        }
    }
}

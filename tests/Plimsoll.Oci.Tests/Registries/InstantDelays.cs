namespace Plimsoll.Oci.Tests.Registries;

/// <summary>A clock that stands still and in which waiting for less than the idle timeout takes no time.</summary>
internal sealed class InstantDelays(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime < TimeSpan.FromSeconds(30) ? TimeSpan.Zero : dueTime, period);
}

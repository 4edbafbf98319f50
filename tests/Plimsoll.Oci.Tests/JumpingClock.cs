using Microsoft.Extensions.Time.Testing;

namespace Plimsoll.Oci.Tests;

/// <summary>A clock whose time of day somebody sets, forward or back, while the time that passes is what it is.</summary>
internal sealed class JumpingClock : FakeTimeProvider
{
    /// <summary>How far the time of day was set, in all.</summary>
    public TimeSpan Jump { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}

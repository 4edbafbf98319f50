using Plimsoll.Policy.Pinning;

namespace Plimsoll.Cli.Output;

/// <summary>When an image was first seen, and what tells it.</summary>
internal sealed record PinFirstSeen(DateTimeOffset At, string Source)
{
    public static PinFirstSeen? From(FirstSeen? seen) => seen is null ? null : new(seen.At, seen.Source);
}

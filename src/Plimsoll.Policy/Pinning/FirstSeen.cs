namespace Plimsoll.Policy.Pinning;

/// <summary>When an image was first seen.</summary>
/// <param name="At">The moment, UTC.</param>
/// <param name="Source">What tells it, such as <c>image config</c>.</param>
public sealed record FirstSeen(DateTimeOffset At, string Source);

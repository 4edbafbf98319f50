namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>When a run is killed.</summary>
/// <param name="Event">What is waited for.</param>
/// <param name="Number">Which one of them, from 1; for <see cref="KillEvent.Time"/> after how many milliseconds.</param>
internal readonly record struct KillPoint(KillEvent Event, int Number)
{
    public override string ToString() => $"{Event} {Number}";
}

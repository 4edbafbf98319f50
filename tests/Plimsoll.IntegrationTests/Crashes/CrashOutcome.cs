namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>What became of one run that was to be killed.</summary>
/// <param name="Point">When it was.</param>
/// <param name="IsKilled">Whether it was; it can have ended before.</param>
/// <param name="Problem">What was wrong; <c>null</c> for nothing.</param>
internal sealed record CrashOutcome(KillPoint Point, bool IsKilled, string? Problem)
{
    public override string ToString() => $"{Point}{(IsKilled ? "" : " (ended before)")}: {Problem ?? "right"}";
}

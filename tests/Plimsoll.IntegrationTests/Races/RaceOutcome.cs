namespace Plimsoll.IntegrationTests.Races;

/// <summary>How a client of a race ended.</summary>
/// <param name="Client">The client.</param>
/// <param name="What">What it did, in words.</param>
/// <param name="ExitCode">The exit code of its process, or the one that its exception stands for.</param>
/// <param name="Promises">What it said to be so, where it ended well.</param>
/// <param name="Error">What it said where it did not.</param>
internal sealed record RaceOutcome(string Client, string What, int ExitCode, IReadOnlyList<TagPromise> Promises, string? Error)
{
    public bool IsDone => ExitCode == 0;

    /// <summary>The hold that it said to have placed, with the image that it is on; <c>null</c> for none.</summary>
    public (string Id, string Image)? Hold { get; init; }


    public override string ToString() => $"{Client}: {What}: {ExitCode} {string.Join(", ", Promises)} {Error}";
}

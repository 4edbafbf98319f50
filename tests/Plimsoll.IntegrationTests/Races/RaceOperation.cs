namespace Plimsoll.IntegrationTests.Races;

/// <summary>Something that one client of a race does.</summary>
/// <param name="What">What it is, in words.</param>
/// <param name="RunAsync">Does it as the client of a name.</param>
internal sealed record RaceOperation(string What, Func<string, Task<RaceOutcome>> RunAsync);

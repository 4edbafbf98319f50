namespace Plimsoll.IntegrationTests.Races;

/// <summary>Tests that measure the process that they run in: no other runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}

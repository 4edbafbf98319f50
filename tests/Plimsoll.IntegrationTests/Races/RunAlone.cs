namespace Plimsoll.IntegrationTests.Races;

/// <summary>Tests that measure the process that they run in: no other runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunAlone
{
    public const string Name = "alone";
}

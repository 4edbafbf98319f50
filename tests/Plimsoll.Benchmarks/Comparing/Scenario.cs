namespace Plimsoll.Benchmarks.Comparing;

/// <summary>Work that several commands do.</summary>
/// <param name="Group">The kind of work, by which scenarios are chosen.</param>
/// <param name="Name">The work: a row of the table.</param>
/// <param name="PrepareAsync">Makes what all runs need, and names the commands: ours first.</param>
internal sealed record Scenario(string Group, string Name, Func<Workbench, Task<IReadOnlyList<Contender>>> PrepareAsync)
{
    /// <summary>How often each command is timed, unless the user says it.</summary>
    public int Runs { get; init; } = 5;

    /// <summary>What is wanted of our command.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>Why it cannot run on this machine, or <c>null</c>.</summary>
    public string? SkipReason { get; init; }

    /// <summary>Whether it takes minutes at any size, so that a run with little work leaves it out.</summary>
    public bool IsSlow { get; init; }
}

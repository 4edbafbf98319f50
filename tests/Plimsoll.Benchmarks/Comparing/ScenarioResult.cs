namespace Plimsoll.Benchmarks.Comparing;

/// <summary>What was measured in a scenario.</summary>
/// <param name="Group">The kind of work.</param>
/// <param name="Name">The work.</param>
/// <param name="Contenders">The commands: ours first.</param>
/// <param name="Targets">What was wanted of ours, and whether it is so.</param>
internal sealed record ScenarioResult(string Group, string Name, IReadOnlyList<ContenderResult> Contenders, IReadOnlyList<TargetResult> Targets)
{
    public ContenderResult Own => Contenders[0];

    /// <summary>The fastest of the others that do all of the work; where none does, of all others.</summary>
    public ContenderResult FastestPeer => Contenders.Skip(1).OrderBy(peer => peer.IsLimit).ThenBy(peer => peer.Summary(Measure.Wall)!.Value.Median).First();
}

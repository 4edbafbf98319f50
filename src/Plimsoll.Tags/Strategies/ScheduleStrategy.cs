using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Strategies;

/// <summary>A scheduled build, <c>nightly</c>; moving.</summary>
public sealed record ScheduleStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Schedule;

    /// <summary>The tag. The default is <c>nightly</c>.</summary>
    public string Value { get; init; } = "nightly";

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Context.Event == BuildEvent.Schedule)
            derivation.AddText(this, Value, Mutability.Moving, "the build is scheduled", $"the schedule tag '{Value}'");
        else
            derivation.Skip(this, "the build is not scheduled");
    }
}

using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Strategies;

/// <summary>A build that a timer started, <c>nightly</c>; moving.</summary>
public sealed record ScheduleStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Schedule;

    /// <summary>The tag. The default is <c>nightly</c>.</summary>
    public string Value { get; init; } = "nightly";

    internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Context.Event == BuildEvent.Schedule)
            derivation.AddForeign(this, Value, Mutability.Moving, "a timer started the build", $"the schedule's text '{Value}'");
        else
            derivation.Skip(this, "no timer started the build");
    }
}

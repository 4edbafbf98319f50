namespace Plimsoll.Tags.Strategies;

/// <summary>A text, <c>stable</c>; whether it moves is told from the text.</summary>
public sealed record RawStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Raw;

    /// <summary>The tag.</summary>
    public required string Value { get; init; }

    internal override void Derive(TagDerivation derivation) =>
        derivation.AddForeign(this, Value, mutability: null, "configured", $"the text '{Value}'");
}

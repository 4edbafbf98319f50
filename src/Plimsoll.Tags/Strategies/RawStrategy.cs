namespace Plimsoll.Tags.Strategies;

/// <summary>A text, <c>stable</c>; whether it may move is classified from the text.</summary>
public sealed record RawStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Raw;

    /// <summary>The tag.</summary>
    public required string Value { get; init; }

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation) =>
        derivation.AddText(this, Value, mutability: null, "configured", $"the text '{Value}'");
}

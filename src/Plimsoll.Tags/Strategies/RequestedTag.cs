namespace Plimsoll.Tags.Strategies;

/// <summary>A tag that was asked for by its text (<see cref="TagRules.Requested"/>). Where a rule derives the same tag, that is enough.</summary>
/// <param name="Value">The tag.</param>
internal sealed record RequestedTag(string Value) : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Raw;

    /// <summary>A warning for each tag that was asked for and is not in the plan: somebody waits for it.</summary>
    public static IEnumerable<string> WarnOfMissing(TagRules rules, IReadOnlyList<Tag> tags, IReadOnlyList<SkippedRule> skipped) => rules.Requested
        .Where(text => tags.All(tag => tag.Value != text))
        .Select(text => skipped.LastOrDefault(rule => rule.Reason.StartsWith($"{text}: ", StringComparison.Ordinal)) is { } rule
            ? $"the requested tag is left out: {rule.Reason}"
            : $"the requested tag {text} is left out");

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Tags.Any(tag => tag.Value == Value && tag.Mutability == TagClassifier.Classify(Value)))
            derivation.Skip(this, $"{Value}: a strategy derives it already");
        else
            derivation.AddText(this, Value, mutability: null, "requested", $"the requested text '{Value}'");
    }
}

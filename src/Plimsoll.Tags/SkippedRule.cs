namespace Plimsoll.Tags;

/// <summary>A tag that was not derived, and why.</summary>
/// <param name="Strategy">The name of the strategy.</param>
/// <param name="Reason">Why, as a phrase; it names the tag where the strategy has several.</param>
public sealed record SkippedRule(string Strategy, string Reason);

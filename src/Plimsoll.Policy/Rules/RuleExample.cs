namespace Plimsoll.Policy.Rules;

/// <summary>A line that a rule reports.</summary>
/// <param name="Refused">The line as it is.</param>
/// <param name="Instead">The line as it should be.</param>
internal sealed record RuleExample(string Refused, string Instead);

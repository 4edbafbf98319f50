namespace Plimsoll.Policy.Rules;

/// <summary>What readers are told of a rule. All texts are Plimsoll's own, without markup.</summary>
/// <param name="Name">One of <see cref="RuleNames"/>.</param>
/// <param name="Title">What it finds, in a few words.</param>
/// <param name="Description">What it finds, in full.</param>
/// <param name="Why">What goes wrong otherwise.</param>
/// <param name="HowToFix">What to do.</param>
/// <param name="Weights">How much a finding weighs where the policy does not say.</param>
public sealed record RuleDescription(string Name, string Title, string Description, string Why, string HowToFix, RuleWeights Weights)
{
    /// <summary>Lines that the rule objects to, and what to write instead.</summary>
    public IReadOnlyList<RuleExample> Examples { get; init; } = [];

    /// <summary>When the rule is asked, as a sentence, or <c>null</c> where it always is.</summary>
    public string? Condition { get; init; }

    /// <summary>How bad it is for security on the scale of CVSS, 0.1 to 10, or <c>null</c> where it is no matter of security.</summary>
    public double? SecuritySeverity { get; init; }
}

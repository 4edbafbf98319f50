namespace Plimsoll.Policy.Rules;

/// <summary>How strict a policy is with one file.</summary>
/// <param name="Profile">What counts as an objection.</param>
/// <param name="Levels">How much an objection weighs.</param>
public sealed record FileRules(PolicyProfile Profile, SeverityLevels Levels);

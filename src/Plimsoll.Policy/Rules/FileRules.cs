namespace Plimsoll.Policy.Rules;

/// <summary>How strict a policy is with one file.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Levels">The severities of rules.</param>
/// <param name="IsProduction">Whether a production environment has the file.</param>
internal sealed record FileRules(PolicyProfile Profile, SeverityLevels Levels, bool IsProduction = false)
{
    /// <summary>The names of the environments that the file belongs to, in the policy's order.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];
}

namespace Plimsoll.Policy.Rules;

/// <summary>The default severities of a rule by profile; <c>null</c> where it is off.</summary>
/// <param name="Tag">With <see cref="PolicyProfile.Tag"/>.</param>
/// <param name="Floating">With <see cref="PolicyProfile.Floating"/>.</param>
/// <param name="Digest">With <see cref="PolicyProfile.Digest"/>.</param>
internal sealed record RuleSeverities(Severity? Tag, Severity? Floating, Severity? Digest)
{
    /// <summary>The severity with a profile.</summary>
    public Severity? For(PolicyProfile profile) => profile switch
    {
        PolicyProfile.Tag => Tag,
        PolicyProfile.Floating => Floating,
        _ => Digest,
    };

    /// <summary>The highest severity of all profiles, or <c>null</c> where the rule is off in each.</summary>
    public Severity? Highest => new[] { Tag, Floating, Digest }.Max();
}

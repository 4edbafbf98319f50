namespace Plimsoll.Policy.Rules;

/// <summary>The weights of a rule by profile; <c>null</c> where it is off.</summary>
/// <param name="Tag">Under <see cref="PolicyProfile.Tag"/>.</param>
/// <param name="Floating">Under <see cref="PolicyProfile.Floating"/>.</param>
/// <param name="Digest">Under <see cref="PolicyProfile.Digest"/>.</param>
public sealed record RuleWeights(Severity? Tag, Severity? Floating, Severity? Digest)
{
    /// <summary>The weight under a profile.</summary>
    public Severity? Of(PolicyProfile profile) => profile switch
    {
        PolicyProfile.Tag => Tag,
        PolicyProfile.Floating => Floating,
        _ => Digest,
    };

    /// <summary>The weight under the profile that takes the rule most seriously, or <c>null</c> where none does.</summary>
    public Severity? Heaviest => new[] { Tag, Floating, Digest }.Max();
}

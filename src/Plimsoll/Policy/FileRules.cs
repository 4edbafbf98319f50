namespace Plimsoll.Policy;

/// <summary>How strict a policy is with one file.</summary>
/// <param name="Profile">What counts as an objection.</param>
/// <param name="Levels">How much an objection weighs.</param>
/// <param name="Environments">The environments that the file belongs to.</param>
public sealed record FileRules(PolicyProfile Profile, SeverityLevels Levels, IReadOnlyList<string> Environments)
{
    /// <summary>A file of no environment under the default policy.</summary>
    public static FileRules Default { get; } = new(PolicyProfile.Tag, SeverityLevels.Default, []);
}

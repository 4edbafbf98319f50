namespace Plimsoll.Policy.Rules;

/// <summary>How strict a policy is with one file.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Levels">The severities of rules.</param>
/// <param name="IsProduction">Whether a production environment has the file.</param>
internal sealed record FileRules(PolicyProfile Profile, SeverityLevels Levels, bool IsProduction = false)
{
    /// <summary>The names of the environments that the file belongs to, in the policy's order.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Those of <see cref="Environments"/> that require evidence of an image.</summary>
    public IReadOnlyList<string> EvidenceFor { get; init; } = [];

    /// <summary>The rules for the files of an environment, of <c>null</c> for those of none.</summary>
    public static FileRules Of(ImagePolicy policy, EnvironmentPaths? environment) => environment is null
        ? new FileRules(policy.Profile ?? PolicyProfile.Tag, policy.Levels)
        : new FileRules(policy.Profile ?? (environment.IsProduction ? PolicyProfile.Floating : PolicyProfile.Tag), environment.Levels.WithDefaults(policy.Levels), environment.IsProduction) 
        {
            Environments = [environment.Name],
            EvidenceFor = environment.RequiresEvidence ? [environment.Name] : [],
        };

    /// <summary>The stricter of both in everything, for a file that belongs to both.</summary>
    public FileRules Tightened(FileRules other) => new(other.Profile > Profile ? other.Profile : Profile, other.Levels.MergeStrictest(Levels), IsProduction || other.IsProduction)
    {
        Environments = [.. Environments.Union(other.Environments)],
        EvidenceFor = [.. EvidenceFor.Union(other.EvidenceFor)],
    };
}

using Plimsoll.Policy;

namespace Plimsoll.Publishing.Configuration;

/// <summary>One environment.</summary>
public sealed record EnvironmentConfiguration
{
    /// <summary>Whether it is one of production; the default is determined by its name.</summary>
    public bool? Production { get; init; }

    /// <summary>The environments whose own tags must name an image before it enters this one, by promotion or otherwise. The default is none.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>The evidence that an image must have to enter it. All of it must be there. The default is none.</summary>
    public IReadOnlyList<EvidenceRequirement> Evidence { get; init; } = [];

    /// <summary>Whether builds of pull requests may enter it. The default is <c>false</c>.</summary>
    public bool PullRequests { get; init; }

    /// <summary>Globs of the deployment files that describe it, relative to the repository's root.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>
    /// The branches, with <c>*</c>, that an image must be of to enter the environment, and on which <see cref="Paths"/> count;
    /// without paths, whose files all do. The default is none: every branch.
    /// </summary>
    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>The severities of rules in its files, over those of the policy.</summary>
    public SeverityLevels Levels { get; init; } = SeverityLevels.Default;
}

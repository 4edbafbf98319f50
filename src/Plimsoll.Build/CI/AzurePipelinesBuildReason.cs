namespace Plimsoll.Build.CI;

/// <summary>What started a build of Azure Pipelines.</summary>
public enum AzurePipelinesBuildReason
{
    /// <summary>A user.</summary>
    Manual,

    /// <summary>A push.</summary>
    IndividualCI,

    /// <summary>Several pushes, as one.</summary>
    BatchedCI,

    /// <summary>A schedule.</summary>
    Schedule,

    /// <summary>A user, for a shelveset.</summary>
    ValidateShelveset,

    /// <summary>A gated check-in.</summary>
    CheckInShelveset,

    /// <summary>A pull request.</summary>
    PullRequest,

    /// <summary>Another build that ended.</summary>
    BuildCompletion,

    /// <summary>A resource of the pipeline.</summary>
    ResourceTrigger,
}

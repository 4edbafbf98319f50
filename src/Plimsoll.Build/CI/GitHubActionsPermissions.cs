namespace Plimsoll.Build.CI;

/// <summary>What the token of a workflow may be allowed to read or write.</summary>
public enum GitHubActionsPermissions
{
    /// <summary>Workflow runs and their artifacts.</summary>
    Actions,

    /// <summary>Attestations of what was built.</summary>
    Attestations,

    /// <summary>Check runs.</summary>
    Checks,

    /// <summary>The repository's files, commits, tags and releases.</summary>
    Contents,

    /// <summary>Deployments.</summary>
    Deployments,

    /// <summary>Tokens that prove to others which workflow this is (OpenID Connect). It can only be written.</summary>
    IdToken,

    /// <summary>Issues.</summary>
    Issues,

    /// <summary>Discussions.</summary>
    Discussions,

    /// <summary>Packages, images among them.</summary>
    Packages,

    /// <summary>GitHub Pages.</summary>
    Pages,

    /// <summary>Pull requests.</summary>
    PullRequests,

    /// <summary>Projects.</summary>
    RepositoryProjects,

    /// <summary>Findings of code scanning.</summary>
    SecurityEvents,

    /// <summary>The status of commits.</summary>
    Statuses,
}

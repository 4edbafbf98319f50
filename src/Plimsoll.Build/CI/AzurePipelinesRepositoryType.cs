namespace Plimsoll.Build.CI;

/// <summary>Where the repository of an Azure pipeline is.</summary>
public enum AzurePipelinesRepositoryType
{
    /// <summary>Azure Repos.</summary>
    AzureRepos,

    /// <summary>Team Foundation Version Control.</summary>
    TfsVersionControl,

    /// <summary>A git server of another kind.</summary>
    Git,

    /// <summary>GitHub.</summary>
    GitHub,

    /// <summary>Subversion.</summary>
    Svn,

    /// <summary>Bitbucket.</summary>
    Bitbucket,
}

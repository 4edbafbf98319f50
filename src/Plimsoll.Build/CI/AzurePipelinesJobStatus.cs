namespace Plimsoll.Build.CI;

/// <summary>How a job of Azure Pipelines has gone so far.</summary>
public enum AzurePipelinesJobStatus
{
    /// <summary>It was cancelled.</summary>
    Canceled,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It succeeded.</summary>
    Succeeded,

    /// <summary>It succeeded, with warnings or errors.</summary>
    SucceededWithIssues,
}

namespace Plimsoll.Build.CI;

/// <summary>What is shown beside the log of Azure Pipelines.</summary>
public enum AzurePipelinesIssueType
{
    /// <summary>A warning.</summary>
    Warning,

    /// <summary>An error.</summary>
    Error,
}

namespace Plimsoll.Publishing.Initialization.Workflows;

/// <summary>The CI hosts that a workflow can be written for.</summary>
internal enum WorkflowHost
{
    /// <summary>GitHub Actions.</summary>
    GitHub,

    /// <summary>Azure Pipelines.</summary>
    Azure,

    /// <summary>GitLab CI.</summary>
    GitLab,
}

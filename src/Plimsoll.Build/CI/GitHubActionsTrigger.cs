namespace Plimsoll.Build.CI;

/// <summary>The events of GitHub that start a workflow without further conditions.</summary>
public enum GitHubActionsTrigger
{
    /// <summary>A push of a branch or a tag.</summary>
    Push,

    /// <summary>A pull request that is opened or changes.</summary>
    PullRequest,

    /// <summary>Somebody who starts it by hand.</summary>
    WorkflowDispatch,
}

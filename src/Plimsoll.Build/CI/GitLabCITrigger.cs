namespace Plimsoll.Build.CI;

/// <summary>The events of GitLab that start a pipeline without further conditions.</summary>
public enum GitLabCITrigger
{
    /// <summary>A push of a branch.</summary>
    Push,

    /// <summary>A push of a tag.</summary>
    Tag,

    /// <summary>A merge request that is opened or changes.</summary>
    MergeRequest,

    /// <summary>A schedule of the project.</summary>
    Schedule,

    /// <summary>Somebody who starts it by hand.</summary>
    Web,
}

namespace Plimsoll.Tags.Context;

/// <summary>
/// What the rules of docker/metadata-action are derived from, in the action's own terms: the run of a workflow, or a git
/// repository that stands in for one. Absent texts are empty, as in the action.
/// </summary>
public sealed record WorkflowContext
{
    /// <summary>The event's name as GitHub has it, such as <c>push</c>; empty outside a workflow.</summary>
    public string EventName { get; init; } = "";

    /// <summary>The full ref, such as <c>refs/heads/main</c>, <c>refs/tags/v1.2.3</c> or <c>refs/pull/12/merge</c>.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The commit's full id.</summary>
    public string Sha { get; init; } = "";

    /// <summary>What the payload says of a pushed tag's branch (<c>refs/heads/main</c>), or <c>null</c>.</summary>
    public string? BaseReference { get; init; }

    /// <summary>The branch that the pull request wants to change, or <c>null</c>.</summary>
    public string? PullRequestBase { get; init; }

    /// <summary>The default branch that <c>{{is_default_branch}}</c> compares with, or <c>null</c> where none is known.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>When the commit was made.</summary>
    public required DateTimeOffset CommitDate { get; init; }

    /// <summary>The time of the run.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The length of a short commit id as <c>DOCKER_METADATA_SHORT_SHA_LENGTH</c> has it: any number JavaScript reads; 7 where empty.</summary>
    public string ShortShaLength { get; init; } = "";

    /// <summary>The levels of annotations as <c>DOCKER_METADATA_ANNOTATIONS_LEVELS</c> has them, separated by commas; <c>manifest</c> where empty.</summary>
    public string AnnotationLevels { get; init; } = "";

    /// <summary>The repository as its host describes it.</summary>
    public RepositoryDescription Repository { get; init; } = new();
}

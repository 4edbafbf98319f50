namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>A job of a pipeline on one of the images of a workflow.</summary>
/// <param name="Job">What it runs.</param>
/// <param name="Image">The machine.</param>
/// <param name="Id">Its key in the workflow.</param>
/// <param name="Needs">The keys of jobs that have to succeed first.</param>
/// <param name="IsTrusted">
/// Whether it is for what the workflow names, and so gets all that the workflow has: rights to write, the environment, all secrets. Jobs
/// that only prepare others do not.
/// </param>
/// <param name="Uploads">What it keeps.</param>
/// <param name="Downloads">The names of artifacts that it is given.</param>
internal sealed record GitHubJobPlan(
    PipelineJob Job,
    GitHubActionsImage Image,
    string Id,
    IReadOnlyList<string> Needs,
    bool IsTrusted,
    IReadOnlyList<GitHubArtifact> Uploads,
    IReadOnlyList<string> Downloads);

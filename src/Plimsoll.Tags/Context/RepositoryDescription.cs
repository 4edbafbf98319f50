namespace Plimsoll.Tags.Context;

/// <summary>A repository as its host describes it to people. What is not known is empty.</summary>
public sealed record RepositoryDescription
{
    /// <summary>The name without its owner.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the repository is for, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>The page of the repository.</summary>
    public string Url { get; init; } = "";

    /// <summary>The SPDX identifier of the licence.</summary>
    public string License { get; init; } = "";

    /// <summary>The default branch, without <c>refs/heads/</c>.</summary>
    public string DefaultBranch { get; init; } = "";
}

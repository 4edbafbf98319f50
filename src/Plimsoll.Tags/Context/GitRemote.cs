namespace Plimsoll.Tags.Context;

/// <summary>A remote of a repository, as the clone knows it; nothing is asked over the network.</summary>
/// <param name="Name">Its name, such as <c>origin</c>.</param>
/// <param name="DefaultBranch">Its default branch, or <c>null</c> where that is unknown.</param>
/// <param name="DefaultBranchReason">How the branch was found, or why it was not; a sentence's end such as <c>origin/HEAD names it</c>.</param>
public sealed record GitRemote(string Name, string? DefaultBranch, string DefaultBranchReason);

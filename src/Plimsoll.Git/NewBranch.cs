namespace Plimsoll.Git;

/// <summary>A branch that is to be made of one commit on top of HEAD.</summary>
/// <param name="Name">Its name, without <c>refs/heads/</c>.</param>
/// <param name="Files">The files that the commit changes.</param>
internal sealed record NewBranch(string Name, IReadOnlyList<BranchFile> Files);

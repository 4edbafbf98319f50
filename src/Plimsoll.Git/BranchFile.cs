namespace Plimsoll.Git;

/// <summary>A tracked file with the content that a commit is to give it.</summary>
/// <param name="FullPath">Where it is in the working tree.</param>
/// <param name="Content">The bytes as they would stand in the working tree.</param>
internal sealed record BranchFile(string FullPath, byte[] Content);

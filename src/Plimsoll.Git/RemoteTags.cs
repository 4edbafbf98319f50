namespace Plimsoll.Git;

/// <summary>The tags of a remote, or why they could not be asked for.</summary>
/// <param name="Names">Without <c>refs/tags/</c>; <c>null</c> where the remote was not to be reached.</param>
/// <param name="Failure">What git said then, without credentials; else <c>null</c>.</param>
public sealed record RemoteTags(IReadOnlyList<string>? Names, string? Failure);

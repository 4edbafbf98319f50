namespace Plimsoll.Git;

/// <summary>The commits that the tags and branches of a repository name.</summary>
/// <param name="Tags">By name; of an annotated tag, the object behind it.</param>
/// <param name="Branches">By name.</param>
internal sealed record RemoteCommits(IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, string> Branches);

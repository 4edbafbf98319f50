namespace Plimsoll.Tags;

/// <summary>The tags that exist already. They decide whether a moving tag would move backwards, and where a counter continues.</summary>
/// <param name="Git">The repository's git tags.</param>
/// <param name="Registry">The image's tags in the registry, or <c>null</c> if it was not asked.</param>
/// <param name="Receipts">The image's tags in receipts of earlier publishing, or <c>null</c> if none were read.</param>
/// <param name="Commits">What the images of the registry's moving tags were made of, as far as it was asked and they say it.</param>
public sealed record KnownTags(
    IReadOnlyCollection<string> Git, IReadOnlyCollection<string>? Registry = null, IReadOnlyCollection<string>? Receipts = null, IReadOnlyCollection<TaggedCommit>? Commits = null)
{
    /// <summary>The git tags of the remote, or <c>null</c> if it was not asked, which is the default. Those that the clone lacks keep a release from being derived.</summary>
    public IReadOnlyCollection<string>? RemoteGit { get; init; }
}

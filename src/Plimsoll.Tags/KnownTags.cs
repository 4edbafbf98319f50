namespace Plimsoll.Tags;

/// <summary>The tags that exist already; what decides whether a moving tag would move backwards, and how a counter goes on.</summary>
/// <param name="Git">The repository's git tags.</param>
/// <param name="Registry">The image's tags in the registry, or <c>null</c> where it was not asked.</param>
/// <param name="Receipts">The image's tags in receipts of earlier publishing, or <c>null</c> where none were read.</param>
public sealed record KnownTags(IReadOnlyCollection<string> Git, IReadOnlyCollection<string>? Registry = null, IReadOnlyCollection<string>? Receipts = null);

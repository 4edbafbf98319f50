namespace Plimsoll.Tags;

/// <summary>The tags that exist already; what decides whether a moving tag would move backwards.</summary>
/// <param name="Git">The repository's git tags.</param>
/// <param name="Registry">The image's tags in the registry, or <c>null</c> where it was not asked.</param>
public sealed record KnownTags(IReadOnlyCollection<string> Git, IReadOnlyCollection<string>? Registry = null);

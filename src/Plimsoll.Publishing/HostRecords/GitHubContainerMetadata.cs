namespace Plimsoll.Publishing.HostRecords;

/// <summary>What GitHub tells of an image.</summary>
/// <param name="Tags">The tags that name it.</param>
internal sealed record GitHubContainerMetadata(IReadOnlyList<string>? Tags);

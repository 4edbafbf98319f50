namespace Plimsoll.Publishing.HostRecords;

/// <summary>What GitHub tells of a version of a package.</summary>
/// <param name="Container">Of an image; <c>null</c> for other packages.</param>
internal sealed record GitHubPackageMetadata(GitHubContainerMetadata? Container);

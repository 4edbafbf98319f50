namespace Plimsoll.Publishing.HostRecords;

/// <summary>A pull request, as GitHub lists it.</summary>
internal sealed record GitHubPullRequest(long Number);

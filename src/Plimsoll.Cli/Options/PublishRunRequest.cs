using Plimsoll.Publishing;

namespace Plimsoll.Cli.Options;

/// <summary>Several images that are published as one.</summary>
/// <param name="Images">The images; none where nothing falls to this job.</param>
/// <param name="Partition">The share that they are, or <c>null</c> for all.</param>
/// <param name="KeepsGoing">Whether the others are published where one fails.</param>
internal sealed record PublishRunRequest(IReadOnlyList<NamedRequest> Images, string? Partition, bool KeepsGoing);

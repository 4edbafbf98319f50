namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>What a target produces in a job.</summary>
/// <param name="Name">The name of the artifact, which no other job uses.</param>
/// <param name="Target">The target.</param>
/// <param name="IsConsumed">Whether other jobs are given it.</param>
internal sealed record GitHubArtifact(string Name, ExecutableTarget Target, bool IsConsumed);

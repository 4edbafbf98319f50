using System.Text.Json;

namespace Plimsoll.Cli.Output;

/// <summary>The result of a promotion that also changes deployment files, as JSON.</summary>
/// <param name="SchemaVersion">The version of this shape; 1.</param>
/// <param name="Receipt">The receipt; <c>null</c> where nothing was promoted yet.</param>
/// <param name="Plan">The plan of a dry run, else <c>null</c>.</param>
/// <param name="Changes">The images of the files that change.</param>
/// <param name="Skipped">Those that could not.</param>
/// <param name="Branch">The branch that holds the changes; <c>null</c> where the files themselves do.</param>
/// <param name="Commit">The commit on that branch, or <c>null</c>.</param>
internal sealed record DeploymentFilesResult(int SchemaVersion, JsonElement? Receipt, JsonElement? Plan, IReadOnlyList<PinChange> Changes, IReadOnlyList<SkippedPin> Skipped, string? Branch, string? Commit);

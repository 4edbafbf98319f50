namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll ls docker-daemon:</c>.</summary>
/// <param name="SchemaVersion">1.</param>
/// <param name="Engine">Where the engine is: <c>unix:///var/run/docker.sock</c>.</param>
/// <param name="Images">Its images, newest first; one with several names once for each.</param>
internal sealed record EngineImageList(int SchemaVersion, string Engine, IReadOnlyList<EngineImageEntry> Images);

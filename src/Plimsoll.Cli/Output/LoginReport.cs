using System.Text.Json.Serialization;

namespace Plimsoll.Cli.Output;

/// <summary>What logging in or out did; never with a secret.</summary>
/// <param name="Registry">The registry, or the registry with the path that the credential is for.</param>
/// <param name="Username">The user; <c>null</c> after logging out.</param>
/// <param name="Location">The file, or the credential helper's program; empty where nothing was saved.</param>
/// <param name="Changed">Whether something was written or removed.</param>
internal sealed record LoginReport(string Registry, string? Username, string Location, bool Changed)
{
    [JsonPropertyOrder(-1)]
    public int SchemaVersion { get; } = 1;

    public string ToJson() => CliJson.Write(this, CliJson.Default.LoginReport);
}

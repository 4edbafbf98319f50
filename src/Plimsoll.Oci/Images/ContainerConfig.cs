using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>The <c>config</c> object: how a container of the image runs.</summary>
public sealed record ContainerConfig
{
    /// <summary>The user the process runs as, or <c>null</c>.</summary>
    [JsonPropertyName("User")]
    public string? User { get; init; }

    /// <summary>Environment variables as <c>NAME=value</c>.</summary>
    [JsonPropertyName("Env")]
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>The command that always runs.</summary>
    [JsonPropertyName("Entrypoint")]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>The default arguments.</summary>
    [JsonPropertyName("Cmd")]
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>The working directory, or <c>null</c>.</summary>
    [JsonPropertyName("WorkingDir")]
    public string? WorkingDir { get; init; }

    /// <summary>Labels such as <c>org.opencontainers.image.revision</c>.</summary>
    [JsonPropertyName("Labels")]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The ports that the process listens on, such as <c>8080/tcp</c>.</summary>
    [JsonPropertyName("ExposedPorts")]
    [JsonConverter(typeof(KeySetJsonConverter))]
    public IReadOnlyList<string>? ExposedPorts { get; init; }

    /// <summary>The directories that are kept in volumes.</summary>
    [JsonPropertyName("Volumes")]
    [JsonConverter(typeof(KeySetJsonConverter))]
    public IReadOnlyList<string>? Volumes { get; init; }

    /// <summary>How an engine finds out whether the container works, or <c>null</c>.</summary>
    [JsonPropertyName("Healthcheck")]
    [JsonConverter(typeof(HealthCheckJsonConverter))]
    public HealthCheck? HealthCheck { get; init; }

    /// <summary>The signal that ends the process, such as <c>SIGINT</c>, or <c>null</c> for the engine's.</summary>
    [JsonPropertyName("StopSignal")]
    public string? StopSignal { get; init; }
}

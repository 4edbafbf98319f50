using System.Text.Json.Serialization;

namespace Plimsoll.Images;

/// <summary>
/// The configuration blob of an image (OCI image-spec, config.md), with the members that Plimsoll reads or writes.
/// </summary>
public sealed record ImageConfig
{
    /// <summary>When the image was made, as written (RFC 3339), or <c>null</c>.</summary>
    [JsonPropertyName("created")]
    public string? Created { get; init; }

    /// <summary>The architecture as Go names it.</summary>
    [JsonPropertyName("architecture")]
    public string? Architecture { get; init; }

    /// <summary>The variant of the architecture, or <c>null</c>.</summary>
    [JsonPropertyName("variant")]
    public string? Variant { get; init; }

    /// <summary>The operating system as Go names it.</summary>
    [JsonPropertyName("os")]
    public string? Os { get; init; }

    /// <summary>The version of the operating system, only given for Windows; or <c>null</c>.</summary>
    [JsonPropertyName("os.version")]
    public string? OsVersion { get; init; }

    /// <summary>How a container of this image runs.</summary>
    [JsonPropertyName("config")]
    public ContainerConfig? Config { get; init; }

    /// <summary>The uncompressed layers.</summary>
    [JsonPropertyName("rootfs")]
    public RootFs? RootFs { get; init; }

    /// <summary>How each layer came to be, lowest first.</summary>
    [JsonPropertyName("history")]
    public IReadOnlyList<HistoryEntry>? History { get; init; }

    /// <summary>The platform, where both operating system and architecture are given.</summary>
    [JsonIgnore]
    public Platform? Platform => Os is { Length: > 0 } os && Architecture is { Length: > 0 } architecture
        ? new Platform(os, architecture, Variant) { OsVersion = OsVersion }
        : null;
}

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
}

/// <summary>The <c>rootfs</c> object: digests of the uncompressed layers.</summary>
/// <param name="DiffIds">One digest a layer, lowest first.</param>
public sealed record RootFs([property: JsonPropertyName("diff_ids")] IReadOnlyList<Digest> DiffIds)
{
    /// <summary>Always <c>layers</c>.</summary>
    [JsonPropertyName("type")]
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = "layers";
}

/// <summary>One step of an image's history.</summary>
public sealed record HistoryEntry
{
    /// <summary>When the step ran, as written (RFC 3339), or <c>null</c>.</summary>
    [JsonPropertyName("created")]
    public string? Created { get; init; }

    /// <summary>What made the layer.</summary>
    [JsonPropertyName("created_by")]
    public string? CreatedBy { get; init; }

    /// <summary>A remark, or <c>null</c>.</summary>
    [JsonPropertyName("comment")]
    public string? Comment { get; init; }

    /// <summary>Whether the step made no layer.</summary>
    [JsonPropertyName("empty_layer")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool EmptyLayer { get; init; }
}

using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

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

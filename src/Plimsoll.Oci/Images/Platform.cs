using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>
/// What an image runs on, such as <c>linux/arm64/v8</c> (OCI image-spec, image-index.md, "platform").
/// </summary>
/// <param name="Os">The operating system as Go names it: <c>linux</c>, <c>windows</c>.</param>
/// <param name="Architecture">The architecture as Go names it: <c>amd64</c>, <c>arm64</c>.</param>
/// <param name="Variant">The variant of the architecture, such as <c>v8</c>, or <c>null</c>.</param>
public sealed record Platform(
    [property: JsonPropertyName("os")] string Os,
    [property: JsonPropertyName("architecture")] string Architecture,
    [property: JsonPropertyName("variant")] string? Variant = null)
{
    /// <summary>The platform that images for most servers have.</summary>
    public static Platform LinuxAmd64 { get; } = new("linux", "amd64");

    /// <summary>The version of the operating system, only used by Windows images.</summary>
    [JsonPropertyName("os.version")]
    public string? OsVersion { get; init; }

    /// <summary>Parses <c>os/architecture[/variant]</c>.</summary>
    /// <exception cref="PlimsollException">The text has not two or three parts (exit code 2).</exception>
    public static Platform Parse(string text) =>
        TryParse(text, out var platform)
            ? platform
            : throw PlimsollException.Usage($"'{text}' is not a valid platform.", "Write it as os/architecture, for example linux/arm64.");

    /// <summary>Parses <c>os/architecture[/variant]</c> without throwing.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Platform? platform)
    {
        var parts = text?.Split('/') ?? [];
        platform = parts.Length is 2 or 3 && parts.All(part => part.Length > 0)
            ? new Platform(parts[0], parts[1], parts.Length == 3 ? parts[2] : null)
            : null;
        return platform is not null;
    }

    /// <summary><c>os/architecture[/variant]</c>.</summary>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}

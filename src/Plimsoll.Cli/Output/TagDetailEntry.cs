using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;

namespace Plimsoll.Cli.Output;

/// <summary>A tag with what it names.</summary>
internal sealed record TagDetailEntry(string Tag, Mutability Mutability, string? Digest, string? MediaType, string? Created, IReadOnlyList<string> Platforms)
{
    public static TagDetailEntry Create(TagDetail detail) => new(
        detail.Tag,
        detail.Mutability,
        detail.Manifest?.Digest.ToString(),
        detail.Manifest?.MediaType,
        detail.Created is { } created ? Timestamps.Rfc3339(created) : null,
        [.. detail.Platforms.Select(platform => platform.ToString())]);
}

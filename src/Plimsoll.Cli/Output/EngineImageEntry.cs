using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.Cli.Output;

/// <summary>A name of an image in the Docker Engine, or an image without one.</summary>
internal sealed record EngineImageEntry(string? Name, string? Tag, string Id, string? Created, long Size)
{
    /// <summary>One for each name of an image.</summary>
    public static IEnumerable<EngineImageEntry> Create(EngineImage image)
    {
        var nameless = new EngineImageEntry(null, null, image.Id.ToString(), image.Created is { } created ? Timestamps.Rfc3339(created) : null, image.Size);
        return image.RepoTags.Count == 0
            ? [nameless]
            : image.RepoTags.Order(StringComparer.Ordinal).Select(name => name.LastIndexOf(':') is > 0 and var colon ? nameless with { Name = name[..colon], Tag = name[(colon + 1)..] } : nameless with { Name = name });
    }
}

using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Configuration;

/// <summary>A repository that is mirrored.</summary>
/// <param name="From">The source: a repository of a registry, or an OCI layout; without tag.</param>
/// <param name="To">The destination, of the same kinds.</param>
public sealed record SyncRepository(ImageLocation From, ImageLocation To)
{
    /// <summary>Which tags: those that any of these selects. None means every tag.</summary>
    public IReadOnlyList<TagSelection> Tags { get; init; } = [];

    /// <summary>
    /// The platforms that are copied of an index; none (default) copies it whole. An index of fewer platforms has a digest of its own,
    /// the same each time, so that what refers to the whole index (its signature) is not copied.
    /// </summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>Names a repository of a registry, or a layout below a folder of layouts.</summary>
    /// <param name="place">The registry with the start of a repository, or <c>oci:PATH</c>; <c>null</c> where the name is complete.</param>
    /// <param name="name">The rest of the name.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <exception cref="PlimsollException">That is not a repository (exit code 2).</exception>
    internal static ImageLocation Join(string? place, string name, string folder) => Parse(place is null ? name : $"{place.TrimEnd('/')}/{name}", folder);

    /// <summary>Parses the name of a repository.</summary>
    /// <exception cref="PlimsollException">It has a tag or a digest, or is neither a repository nor a layout (exit code 2).</exception>
    internal static ImageLocation Parse(string text, string folder)
    {
        var location = ImageLocation.ParseRemote(text, folder);
        return location switch
        {
            { Transport: ImageTransport.Registry, Reference: { Tag: null, Digest: null } } or { Transport: ImageTransport.OciLayout, Tag: null } => location,
            { Transport: ImageTransport.Registry } or { Transport: ImageTransport.OciLayout } => throw PlimsollException.Usage($"'{text}' is an image, not a repository.", "Leave the tag out; rules select tags."),
            _ => throw PlimsollException.Usage($"'{text}' is neither a repository of a registry nor an OCI layout.", "Write it as REGISTRY/REPOSITORY, or as oci:PATH."),
        };
    }
}

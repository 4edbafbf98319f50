using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries;

/// <summary>A tag cannot go alone: other tags name the same image, and the registry deletes images only with all their tags. Nothing was deleted.</summary>
public sealed class SharedTagException : PlimsollException
{
    internal SharedTagException(ImageReference tag, Digest digest, IReadOnlyList<string> otherTags)
        : base(
            ErrorKind.Usage,
            $"{tag.Familiar} cannot be deleted on its own: {string.Join(", ", otherTags)} {(otherTags.Count == 1 ? "points" : "point")} to the same image, and {tag.Registry} deletes an image only with all its tags.",
            $"To delete them all: plimsoll delete {tag.FamiliarName}@{digest}") =>
        (Digest, OtherTags) = (digest, otherTags);

    /// <summary>The image.</summary>
    public Digest Digest { get; }

    /// <summary>The other tags of the image, sorted.</summary>
    public IReadOnlyList<string> OtherTags { get; }
}

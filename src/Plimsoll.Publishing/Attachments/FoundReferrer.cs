using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Attachments;

/// <summary>A manifest that says something about an image, where it is kept.</summary>
/// <param name="Manifest">Its descriptor, with the artifact's type and annotations.</param>
/// <param name="Subject">What it is about: the image, or one of the images in its index.</param>
/// <param name="Kind">What people call it, as <see cref="ReferrerKind"/> does; of several statements all, joined by <c>and</c>.</param>
internal sealed record FoundReferrer(Descriptor Manifest, Digest Subject, string Kind)
{
    /// <summary>The tag that cosign keeps it under, or <c>null</c>.</summary>
    public string? Tag { get; init; }
}

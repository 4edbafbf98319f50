using Plimsoll.Oci.Images;
using Plimsoll.Signing.Attachments;

namespace Plimsoll.Publishing.Attachments;

/// <summary>A manifest that says something about an image, where it is kept.</summary>
/// <param name="Manifest">Its descriptor, with the artifact's type and annotations.</param>
/// <param name="Subject">What it is about: the image, or one of the images in its index.</param>
/// <param name="Attachments">What it holds; nothing where it is listed, but gone or no manifest.</param>
internal sealed record FoundReferrer(Descriptor Manifest, Digest Subject, IReadOnlyList<Attachment> Attachments)
{
    /// <summary>The tag that cosign keeps it under, or <c>null</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>What people call it, as <see cref="ReferrerKind"/> does; of several statements all, joined by <c>and</c>.</summary>
    public string Kind => Attachments.Count > 0 ? string.Join(" and ", ReferrerKind.Describe(Attachments)) : Manifest.ArtifactType ?? Manifest.MediaType;
}

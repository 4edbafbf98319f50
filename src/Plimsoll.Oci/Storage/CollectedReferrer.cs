using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>A manifest that refers to an image that is copied, or to another referrer of it.</summary>
/// <param name="Content">The referrer: a manifest with a <c>subject</c>.</param>
/// <param name="Subject">What it refers to.</param>
/// <param name="Manifests">It and, where it is an index, all it lists, children first.</param>
internal sealed record CollectedReferrer(ManifestContent Content, Digest Subject, IReadOnlyList<ManifestContent> Manifests);

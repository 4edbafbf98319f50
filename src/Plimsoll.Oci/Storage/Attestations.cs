using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>
/// What BuildKit puts into an index about the images that it lists: manifests of the platform <c>unknown/unknown</c> that hold
/// provenance and SBOM, and name their image by an annotation. With them even an image for one platform is an index.
/// </summary>
internal static class Attestations
{
    /// <summary>The annotation that marks one.</summary>
    public const string TypeAnnotation = "vnd.docker.reference.type";

    /// <summary>The annotation with the digest of the image that one is about.</summary>
    public const string SubjectAnnotation = "vnd.docker.reference.digest";

    /// <summary>The type of one as an artifact, which BuildKit writes since 0.32: with an empty configuration, and the image as its <c>subject</c>.</summary>
    public const string ArtifactType = "application/vnd.docker.attestation.manifest.v1+json";

    /// <summary>
    /// Whether an entry of an index is one. Only its platform counts, by which whoever runs images leaves it out: an image that is
    /// annotated like one would run all the same.
    /// </summary>
    public static bool IsAttestation(Descriptor entry) => entry.Platform is { Os: "unknown" };

    /// <summary>The digest of the image that an entry is about, or <c>null</c>.</summary>
    public static string? SubjectOf(Descriptor entry) => entry.Annotations?.GetValueOrDefault(SubjectAnnotation);

    /// <summary>The entries that are images.</summary>
    public static IEnumerable<Descriptor> ImagesOf(ImageIndex index) => index.Manifests.Where(entry => !IsAttestation(entry));

    /// <summary>The manifest itself, or of an index the only image in it; <c>null</c> where it lists several or none.</summary>
    public static async ValueTask<ManifestContent?> FindOnlyImageAsync(IImageSource source, ManifestContent content, CancellationToken cancellationToken)
    {
        for (var depth = 0; depth <= ImageCopier.MaximumDepth; depth++)
        {
            if (content.Parse() is not ImageIndex index)
                return content;
            if (ImagesOf(index).Take(2).ToList() is not [var only] || !MediaTypes.IsManifest(only.MediaType))
                return null;
            content = await source.GetManifestAsync(only.Digest.ToString(), cancellationToken);
        }

        return null;
    }

    /// <summary>
    /// A digest of the images alone: each build has attestations of its own, which tell when it ran. Without any it is that of
    /// the manifest or index.
    /// </summary>
    public static Digest DigestOfImages(ManifestContent content)
    {
        if (content.Parse() is not ImageIndex index || !index.Manifests.Any(IsAttestation))
            return content.Descriptor.Digest;

        List<Descriptor> images = [.. ImagesOf(index)];
        return images is [var only] ? only.Digest : (index with { Manifests = images }).Serialize().Descriptor.Digest;
    }
}

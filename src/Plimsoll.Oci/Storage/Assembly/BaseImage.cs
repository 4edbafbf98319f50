using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Assembly;

/// <summary>The image that assembled files are put on.</summary>
/// <param name="Source">Where its blobs are read from; it must stay open as long as the assembled image is used.</param>
/// <param name="Manifest">Its manifest, for one platform.</param>
/// <param name="Name">Its name, for <see cref="NameLabel"/>; or <c>null</c>.</param>
internal sealed record BaseImage(IImageSource Source, ManifestContent Manifest, string? Name)
{
    /// <summary>The label and annotation with the digest of an image's base (OCI image-spec, annotations.md).</summary>
    public const string DigestLabel = "org.opencontainers.image.base.digest";

    /// <summary>The label and annotation with the name of an image's base.</summary>
    public const string NameLabel = "org.opencontainers.image.base.name";

    /// <summary>The labels with a base's own version, which is not that of an image on it: OCI's, and that of the older Label Schema.</summary>
    internal static IReadOnlyList<string> VersionLabels { get; } = ["org.opencontainers.image.version", "org.label-schema.version"];
}

namespace Plimsoll.Oci.Images;

/// <summary>The media types of manifests, configurations and layers (OCI image-spec, media-types.md; Docker image v2 schema 2).</summary>
public static class MediaTypes
{
    /// <summary>OCI image manifest.</summary>
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>OCI image index: one image for several platforms.</summary>
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";

    /// <summary>OCI image configuration.</summary>
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";

    /// <summary>OCI layer, an uncompressed tar.</summary>
    public const string OciLayer = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>OCI layer, a gzip-compressed tar.</summary>
    public const string OciLayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>OCI layer, a zstd-compressed tar.</summary>
    public const string OciLayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd";

    /// <summary>The empty JSON object that stands for "no configuration" in an artifact manifest.</summary>
    public const string OciEmpty = "application/vnd.oci.empty.v1+json";

    /// <summary>Docker image manifest, version 2 schema 2.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>Docker manifest list.</summary>
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>Docker image configuration.</summary>
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";

    /// <summary>Docker layer, an uncompressed tar.</summary>
    public const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar";

    /// <summary>Docker layer, a gzip-compressed tar.</summary>
    public const string DockerLayerGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /// <summary>Docker layer, a zstd-compressed tar, as containerd and BuildKit call it.</summary>
    public const string DockerLayerZstd = "application/vnd.docker.image.rootfs.diff.tar.zstd";

    /// <summary>OCI layer that must not be passed on, an uncompressed tar; deprecated since image-spec 1.1.</summary>
    public const string OciForeignLayer = "application/vnd.oci.image.layer.nondistributable.v1.tar";

    /// <summary>OCI layer that must not be passed on, a gzip-compressed tar; deprecated since image-spec 1.1.</summary>
    public const string OciForeignLayerGzip = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";

    /// <summary>OCI layer that must not be passed on, a zstd-compressed tar; deprecated since image-spec 1.1.</summary>
    public const string OciForeignLayerZstd = "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd";

    /// <summary>Docker layer that must not be passed on, a gzip-compressed tar; Windows base images have them.</summary>
    public const string DockerForeignLayerGzip = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

    /// <summary>Every manifest type a client accepts, most wanted first.</summary>
    public static IReadOnlyList<string> Manifests { get; } = [OciManifest, OciIndex, DockerManifest, DockerManifestList];

    /// <summary>What object stores and proxies call that of which they do not know what it is.</summary>
    private static readonly string[] Untyped = ["application/octet-stream", "binary/octet-stream", "text/plain", "application/json", "text/json"];

    /// <summary>The type without its parameters, in the specification's case where it is that of a manifest.</summary>
    internal static string Normalize(string mediaType)
    {
        var bare = mediaType.Split(';')[0].Trim();
        return Manifests.FirstOrDefault(known => known.Equals(bare, StringComparison.OrdinalIgnoreCase)) ?? bare;
    }

    /// <summary>Whether a server that names this type knows nothing of the content.</summary>
    internal static bool IsUntyped(string mediaType) => Untyped.Contains(mediaType, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether this names a manifest of manifests.</summary>
    public static bool IsIndex(string mediaType) => mediaType is OciIndex or DockerManifestList;

    /// <summary>Whether this names a layer that is to stay where its publisher put it.</summary>
    public static bool IsForeign(string mediaType) => mediaType is OciForeignLayer or OciForeignLayerGzip or OciForeignLayerZstd or DockerForeignLayerGzip;

    /// <summary>Whether this names a layer that is a tar as it is, so that its size is that of the tar.</summary>
    internal static bool IsUncompressed(string mediaType) => mediaType is OciLayer or DockerLayer or OciForeignLayer;

    /// <summary>Whether this names a manifest of any kind, an index included.</summary>
    public static bool IsManifest(string mediaType) => IsIndex(mediaType) || mediaType is OciManifest or DockerManifest;
}

namespace Plimsoll.Oci.Storage;

/// <summary>How <see cref="ImageCopier"/> copies.</summary>
public sealed record CopyOptions
{
    /// <summary>
    /// Repositories of the destination's registry that probably hold the blobs, most likely first: the last release's,
    /// or a base image's. The default is none. The source's own repository is added where it is of the same registry.
    /// </summary>
    public IReadOnlyList<string> MountFrom { get; init; } = [];

    /// <summary>
    /// Whether the image's own manifest is written under its digest, after all it names. The default is <c>true</c>; who
    /// writes it under tags right after saves that request, unless something is sent that refers to the image: that comes after it.
    /// </summary>
    public bool WritesRoot { get; init; } = true;

    /// <summary>How many blobs are copied at a time, or <c>null</c> (default) for what suits the destination.</summary>
    public int? Parallelism { get; init; }

    /// <summary>
    /// Whether what refers to the image (signatures, SBOMs, attestations) is carried along, where source and destination
    /// are <see cref="IReferrerSource"/>s. The default is <c>true</c>.
    /// </summary>
    public bool Referrers { get; init; } = true;

    /// <summary>Whether <see cref="Referrers"/> includes what cosign keeps under tags of its own. The default is <c>true</c>; who lists all tags copies those by itself.</summary>
    internal bool CosignTags { get; init; } = true;

    /// <summary>
    /// Whether foreign layers are copied too, from the source or else from the addresses that they name. The default
    /// leaves them where they are; the manifest is the same either way.
    /// </summary>
    public bool IncludeForeignLayers { get; init; }

    /// <summary>
    /// How layers are written that the Docker Engine or a docker-archive holds uncompressed, where they go to a registry, a
    /// layout or an OCI archive. The default, <c>null</c>, is what environment and configuration say, else gzip. What comes
    /// from anywhere else keeps its bytes.
    /// </summary>
    public LayerCompression? Compression { get; init; }
}

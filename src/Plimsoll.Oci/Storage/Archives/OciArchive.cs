using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>
/// Reads an OCI image layout in a tar, plain or gzip-compressed (OCI image-spec, image-layout.md): what buildx writes with
/// <c>--output type=oci</c> and skopeo as <c>oci-archive:</c>.
/// </summary>
public static class OciArchive
{
    internal const string MarkerPath = "oci-layout";

    private const string IndexPath = "index.json";
    private const string RefName = "org.opencontainers.image.ref.name";
    private const string ContainerdName = "io.containerd.image.name";
    private const int MaximumDepth = 8;

    /// <summary>Opens an archive on disk.</summary>
    /// <exception cref="PlimsollException">There is no such file (exit code 6), or it is not an OCI archive, broken or hostile (exit code 2).</exception>
    public static async Task<ImageArchive> OpenAsync(string path, CancellationToken cancellationToken) =>
        await ImageArchive.ReadAsync(await ArchiveFile.OpenAsync(path, progress: null, cancellationToken), ReadAsync, cancellationToken);

    internal static string GetPath(Digest digest) => $"blobs/{digest.Algorithm}/{digest.Hex}";

    internal static async Task<ImageArchive> ReadAsync(ArchiveFile file, CancellationToken cancellationToken)
    {
        var index = await ReadIndexAsync(file, cancellationToken) ?? throw file.Broken("has no index.json");
        if (index.Manifests.Count == 0)
            throw file.Broken("contains no images");

        var referrers = await ArchiveReferrers.ReadAsync(file, index, GetName, cancellationToken);
        var images = referrers.Images
            .GroupBy(manifest => manifest.Digest)
            .Select(same => new ArchivedImage(same.First() with { Annotations = null }, [.. same.Select(GetName).OfType<string>().Distinct()]))
            .ToList();
        return new ImageArchive(
            file,
            images,
            new Dictionary<Digest, ArchiveEntry>(),
            new Dictionary<Digest, ManifestContent>(),
            await FindManifestsAsync(file, index, cancellationToken),
            referrers);
    }

    /// <summary>The layout's index; <c>null</c> where the archive has none.</summary>
    internal static async Task<ImageIndex?> ReadIndexAsync(ArchiveFile file, CancellationToken cancellationToken)
    {
        if (file.Find(MarkerPath) is null || file.Find(IndexPath) is not { } entry)
            return null;

        var bytes = await file.ReadAsync(entry, ManifestContent.MaximumSize, cancellationToken);
        return (ImageIndex)Manifest.Parse($"The index.json of the archive '{file.Name}'", MediaTypes.OciIndex, bytes);
    }

    /// <summary>Every manifest that the index names, through nested indexes too, whether the archive holds it or not.</summary>
    internal static async Task<Dictionary<Digest, Descriptor>> FindManifestsAsync(ArchiveFile file, ImageIndex index, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Digest, Descriptor>();
        var level = index.Manifests;
        for (var depth = 0; level.Count > 0; depth++)
        {
            if (depth == MaximumDepth)
                throw file.Broken($"has indexes nested more than {MaximumDepth} deep");

            var next = new List<Descriptor>();
            foreach (var descriptor in level)
            {
                if (!MediaTypes.IsManifest(descriptor.MediaType) || !found.TryAdd(descriptor.Digest, descriptor with { Annotations = null }))
                    continue;

                if (MediaTypes.IsIndex(descriptor.MediaType) && await TryReadAsync(file, descriptor, cancellationToken) is { } nested)
                    next.AddRange(nested.Children);
            }

            level = next;
        }

        return found;
    }

    /// <summary>Reads and checks a manifest; <c>null</c> where the archive does not hold it.</summary>
    internal static async Task<Manifest?> TryReadAsync(ArchiveFile file, Descriptor descriptor, CancellationToken cancellationToken)
    {
        if (file.Find(GetPath(descriptor.Digest)) is not { } entry)
            return null;

        var bytes = await file.ReadAsync(entry, ManifestContent.MaximumSize, cancellationToken);
        return descriptor.Digest.Matches(bytes.Span)
            ? Manifest.Parse($"The manifest {descriptor.Digest} of the archive '{file.Name}'", descriptor.MediaType, bytes)
            : throw new ContentMismatchException(descriptor, $"the archive '{file.Name}' contains other content in its place");
    }

    private static string? GetName(Descriptor manifest) =>
        manifest.Annotations?.GetValueOrDefault(ContainerdName) ?? manifest.Annotations?.GetValueOrDefault(RefName);
}

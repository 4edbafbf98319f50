using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Layout;

namespace Plimsoll.Oci.Storage.Directories;

/// <summary>
/// One image in a directory, as skopeo, podman and buildah read and write it with <c>dir:</c> (containers-transports(5)):
/// the manifest or index in <c>manifest.json</c>, the images of an index in <c>HEX.manifest.json</c>, each blob in a file
/// named by its digest in hexadecimal. It has no tags and no referrers. Every file appears whole, <c>manifest.json</c> last.
/// </summary>
public sealed class ImageDirectory : IImageSource, IImageSink
{
    private const string ManifestName = "manifest.json";
    private const string ChildSuffix = ".manifest.json";
    private const string VersionName = "version";
    private const string VersionPrefix = "Directory Transport Version: ";
    private const string Version = VersionPrefix + "1.1\n";
    private const string SignatureName = "signature-";
    private const int MaximumVersion = 4096;

    private ImageDirectory(string path) => Path = path;

    /// <summary>The directory, absolute.</summary>
    public string Path { get; }

    /// <summary>Whether the directory holds an image in this form.</summary>
    public static bool IsImageDirectory(string path) =>
        BlobFile.GetLength(System.IO.Path.Combine(path, ManifestName)) > 0 && ReadVersion(path) is not null;

    /// <summary>Opens a directory to read.</summary>
    /// <exception cref="PlimsollException">There is no directory (exit code 6), or it does not hold an image in this form (exit code 2).</exception>
    public static ImageDirectory Open(string path)
    {
        var absolute = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(absolute))
            throw PlimsollException.NotFound($"There is no image at dir:{path}: the directory does not exist.");
        if (!File.Exists(System.IO.Path.Combine(absolute, ManifestName)))
            throw PlimsollException.Usage(
                $"{path} is not an image directory: it has no file '{ManifestName}'.",
                OciLayout.IsLayout(absolute) ? $"It is an OCI layout: use oci:{path}." : $"dir:PATH is what 'skopeo copy … dir:PATH' writes. To assemble an image from files, use files:{path}.");
        return ReadVersion(absolute) is { } version && !version.StartsWith("1.", StringComparison.Ordinal)
            ? throw PlimsollException.Usage($"{path} is an image directory of version {version}, which is not supported.", "Write it as version 1.1, or use an OCI layout.")
            : new ImageDirectory(absolute);
    }

    /// <summary>Opens a directory to write to. It is created with the first write; an image that it holds is replaced.</summary>
    /// <exception cref="PlimsollException">The directory holds other files (exit code 2).</exception>
    public static ImageDirectory OpenOrCreate(string path)
    {
        var absolute = System.IO.Path.GetFullPath(path);
        if (File.Exists(absolute) || (Directory.Exists(absolute) && ReadVersion(absolute) is null && Directory.EnumerateFileSystemEntries(absolute).Any()))
            throw PlimsollException.Usage($"An image directory cannot be written to {path}: it contains other files.", "Use an empty or a new directory.");
        return new ImageDirectory(absolute);
    }

    /// <summary>The image that the directory holds.</summary>
    /// <exception cref="PlimsollException">The directory is incomplete or broken (exit code 2).</exception>
    public ManifestContent ReadRoot() => Read(ManifestName) ?? throw PlimsollException.Usage($"{Path} is not an image directory: it has no file '{ManifestName}'.");

    /// <summary>Finds a manifest by its digest; the directory has no tags.</summary>
    public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => new(Find(tagOrDigest)?.Descriptor);

    /// <inheritdoc/>
    public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        new(Find(tagOrDigest) ?? throw PlimsollException.NotFound($"The image directory {Path} has no manifest '{tagOrDigest}'.", "The directory may contain only one platform of an index: 'skopeo copy --all' includes the others."));

    /// <inheritdoc/>
    public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        var path = BlobPath(blob.Digest);
        if (BlobFile.GetLength(path) is not { } length)
            throw PlimsollException.Usage($"The image directory {Path} is incomplete: the blob {blob.Digest} is missing.", "Copy the image again.");

        return length == blob.Size
            ? new ValueTask<Stream>(new VerifyingStream(BlobFile.OpenRead(path, length), blob))
            : throw new ContentMismatchException(blob, $"{path} has {length} bytes instead of {blob.Size}");
    }

    /// <inheritdoc/>
    public ValueTask<bool> HasBlobAsync(Descriptor blob, CancellationToken cancellationToken) => new(BlobFile.GetLength(BlobPath(blob.Digest)) == blob.Size);

    /// <inheritdoc/>
    public async ValueTask PutBlobAsync(Descriptor blob, BlobOpener open, CancellationToken cancellationToken)
    {
        await EnsureExistsAsync(cancellationToken);
        await using var content = new VerifyingStream(await open(cancellationToken), blob);
        await AtomicFile.WriteAsync(BlobPath(blob.Digest), content, cancellationToken);
    }

    /// <summary>
    /// Writes a manifest byte for byte. With a tag it becomes the directory's image, and files of the image before it are
    /// deleted; the tag itself is not kept. Without one it is a manifest that an index lists.
    /// </summary>
    /// <exception cref="PlimsollException">A blob of the image is missing, because another process wrote here too (exit code 1).</exception>
    public async ValueTask PutManifestAsync(ManifestContent manifest, string? tag, CancellationToken cancellationToken)
    {
        await EnsureExistsAsync(cancellationToken);
        await AtomicFile.WriteAsync(System.IO.Path.Combine(Path, tag is null ? ChildName(manifest.Descriptor.Digest) : ManifestName), manifest.Bytes, cancellationToken);
        if (tag is not null)
            await DeleteOthersAsync(manifest, cancellationToken);
    }

    /// <summary>Skopeo takes a directory for one of its own by the version alone.</summary>
    private async Task EnsureExistsAsync(CancellationToken cancellationToken)
    {
        if (ReadVersion(Path) is null)
            await AtomicFile.WriteAsync(System.IO.Path.Combine(Path, VersionName), Encoding.ASCII.GetBytes(Version), cancellationToken);
    }

    /// <summary>Deletes what was of another image: blobs, manifests, and signatures, which would be of the wrong manifest.</summary>
    private async Task DeleteOthersAsync(ManifestContent root, CancellationToken cancellationToken)
    {
        var manifests = await ImageCopier.CollectAsync(this, root, cancellationToken);
        foreach (var blob in ForeignLayers.GetBlobs(manifests).Where(blob => !blob.IsForeign))
            if (!await HasBlobAsync(blob, cancellationToken))
                throw new PlimsollException(ErrorKind.Failed, $"The image directory {Path} is incomplete: the blob {blob.Digest} was deleted while the image was written.", "Another process wrote another image there. Use a directory of its own for each image, and copy this one again.");

        var kept = manifests.Where(manifest => manifest != root).Select(manifest => ChildName(manifest.Descriptor.Digest))
            .Concat(manifests.SelectMany(manifest => manifest.Parse().Blobs).Select(blob => blob.Digest.Hex))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path))
            if (System.IO.Path.GetFileName(file) is var name && !kept.Contains(name) && IsOfImage(name))
                File.Delete(file);
    }

    private static bool IsOfImage(string name) =>
        name.StartsWith(SignatureName, StringComparison.Ordinal)
        || (name.Split('.') is [var hex, .. var rest]
            && (Digest.TryParse($"sha256:{hex}", out _) || Digest.TryParse($"sha512:{hex}", out _))
            && (rest is [] or ["manifest", "json"] || (rest is [var suffix] && suffix.StartsWith(SignatureName, StringComparison.Ordinal))));

    private ManifestContent? Find(string tagOrDigest)
    {
        if (!Digest.TryParse(tagOrDigest, out var digest))
            return null;

        // A child is looked up first: the root is read and hashed anew each time.
        return Read(ChildName(digest), digest) ?? (Read(ManifestName) is { } root && digest.Matches(root.Bytes.Span) ? root with { Descriptor = root.Descriptor with { Digest = digest } } : null);
    }

    private ManifestContent? Read(string name, Digest? digest = null)
    {
        var path = System.IO.Path.Combine(Path, name);
        if (!File.Exists(path))
            return null;

        var bytes = BoundedFile.Read(path, ManifestContent.MaximumSize);
        var mediaType = ManifestSniffer.DetectMediaType(bytes)
            ?? throw PlimsollException.Usage($"{path} is not a manifest of an image.", "Copy the image again. Manifests of Docker's schema 1 are not supported.");
        var content = ManifestContent.Create(mediaType, bytes);
        if (digest is null || digest == content.Descriptor.Digest)
            return content;

        var descriptor = new Descriptor(mediaType, digest, bytes.Length);
        return digest.Matches(bytes)
            ? new ManifestContent(descriptor, bytes)
            : throw new ContentMismatchException(descriptor, $"{path} has the digest {content.Descriptor.Digest}");
    }

    private static string? ReadVersion(string path)
    {
        var file = System.IO.Path.Combine(path, VersionName);
        if (BlobFile.GetLength(file) is not (> 0 and <= MaximumVersion))
            return null;

        var text = Encoding.ASCII.GetString(BoundedFile.Read(file, MaximumVersion));
        return text.StartsWith(VersionPrefix, StringComparison.Ordinal) ? text[VersionPrefix.Length..].Trim() : null;
    }

    private static string ChildName(Digest digest) => digest.Hex + ChildSuffix;

    private string BlobPath(Digest digest) => System.IO.Path.Combine(Path, digest.Hex);
}

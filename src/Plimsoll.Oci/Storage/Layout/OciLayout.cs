using System.Runtime.CompilerServices;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Layout;

/// <summary>
/// An OCI image layout in a directory (OCI image-spec, image-layout.md), read and written. One descriptor a tag in
/// <c>index.json</c>, the bare tag in <c>org.opencontainers.image.ref.name</c>. Every file appears whole: written
/// beside its place, flushed to disk, renamed. Writers of several processes wait for each other.
/// </summary>
public sealed class OciLayout : IImageRepository, ITagListSink, IReferrerSource
{
    private readonly LayoutIndex _index;
    private readonly LayoutReferrers _referrers;

    private OciLayout(string path)
    {
        Path = path;
        _index = new LayoutIndex(path);
        _referrers = new LayoutReferrers(this, _index);
    }

    /// <summary>The directory, absolute.</summary>
    public string Path { get; }

    /// <summary>Whether the directory holds a layout.</summary>
    public static bool IsLayout(string path) => File.Exists(System.IO.Path.Combine(path, LayoutIndex.MarkerName));

    /// <summary>Opens a layout to read.</summary>
    /// <exception cref="PlimsollException">There is no directory (exit code 6), or it is not a layout (exit code 2).</exception>
    public static OciLayout Open(string path)
    {
        var absolute = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(absolute))
            throw PlimsollException.NotFound($"There is no OCI layout at {path}: the directory does not exist.");
        if (!IsLayout(absolute))
            throw PlimsollException.Usage($"{path} is not an OCI layout: it has no file '{LayoutIndex.MarkerName}'.", "Specify a directory written by 'plimsoll publish', 'skopeo copy … oci:DIR' or 'docker buildx build --output type=oci,tar=false,dest=DIR'.");
        return new OciLayout(absolute);
    }

    /// <summary>Opens a layout to read and write; it comes to be with the first write, empty but readable.</summary>
    /// <exception cref="PlimsollException">The directory holds other files (exit code 2).</exception>
    public static OciLayout OpenOrCreate(string path)
    {
        var absolute = System.IO.Path.GetFullPath(path);
        if (File.Exists(absolute) || (Directory.Exists(absolute) && LayoutIndex.HoldsOtherFiles(absolute)))
            throw PlimsollException.Usage($"An OCI layout cannot be written to {path}: it contains other files.", "Use an empty or a new directory.");
        return new OciLayout(absolute);
    }

    /// <inheritdoc/>
    public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        new(_index.Exists && (_index.Find(tagOrDigest) ?? FindUntagged(tagOrDigest)) is { } found && File.Exists(BlobPath(found.Digest)) ? found : null);

    /// <inheritdoc/>
    public async ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken)
    {
        if (_index.Exists && _index.Find(tagOrDigest) is { } named && !File.Exists(BlobPath(named.Digest)))
            throw Incomplete(named);

        var descriptor = await ResolveAsync(tagOrDigest, cancellationToken)
            ?? throw PlimsollException.NotFound($"The OCI layout {Path} does not contain the image '{tagOrDigest}'.", await DescribeTagsAsync(cancellationToken));
        return await ReadManifestAsync(descriptor, cancellationToken);
    }

    /// <summary>Reads a manifest that somebody described, without looking for it in the index.</summary>
    internal async ValueTask<ManifestContent> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        if (descriptor.Size > ManifestContent.MaximumSize)
            throw PlimsollException.Usage($"The manifest {descriptor.Digest} in {Path} is larger than {ManifestContent.MaximumSize} bytes.");

        await using var content = await OpenBlobAsync(descriptor, cancellationToken);
        var bytes = new byte[descriptor.Size];
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return new ManifestContent(descriptor, bytes);
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        var path = BlobPath(blob.Digest);
        if (BlobFile.GetLength(path) is not { } length)
            throw Incomplete(blob);

        return length == blob.Size
            ? new ValueTask<Stream>(new VerifyingStream(BlobFile.OpenRead(path, length), blob))
            : throw new ContentMismatchException(blob, $"{path} has {length} bytes instead of {blob.Size}");
    }

    /// <inheritdoc/>
    public ValueTask<bool> HasBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        new(BlobFile.GetLength(BlobPath(blob.Digest)) == blob.Size);

    /// <inheritdoc/>
    /// <exception cref="PlimsollException">A folder of the layout is a link (exit code 2).</exception>
    public async ValueTask PutBlobAsync(Descriptor blob, BlobOpener open, CancellationToken cancellationToken)
    {
        await _index.EnsureExistsAsync(cancellationToken);
        await using var content = new VerifyingStream(await open(cancellationToken), blob);
        RefuseLinks(blob.Digest.Algorithm);
        await AtomicFile.WriteAsync(BlobPath(blob.Digest), content, cancellationToken);
    }

    /// <summary>
    /// Writes a manifest byte for byte, under its digest and, where given, a tag. One with a <c>subject</c> and no tag is
    /// listed in <c>index.json</c> all the same, so that it is found among its subject's referrers.
    /// </summary>
    public ValueTask PutManifestAsync(ManifestContent manifest, string? tag, CancellationToken cancellationToken) =>
        ((ITagListSink)this).PutTagsAsync(manifest, tag is null ? [] : [tag], guard: null, cancellationToken);

    /// <summary>
    /// The same with any number of tags, which appear at once. The guard is asked while no other process can write a tag
    /// of this layout, so that what it found still holds when they are written.
    /// </summary>
    async ValueTask ITagListSink.PutTagsAsync(ManifestContent manifest, IReadOnlyList<string> tags, TagWriteGuard? guard, CancellationToken cancellationToken)
    {
        await PutBlobAsync(manifest.Descriptor, _ => new(new MemoryStream(manifest.Bytes.ToArray(), writable: false)), cancellationToken);
        if (tags.Count > 0)
            await _index.SetTagsAsync(tags, manifest.Descriptor, guard, cancellationToken);
        else if (Referrer.GetSubject(manifest) is not null)
            await _index.AddUntaggedAsync(Referrer.Describe(manifest), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Descriptor>> GetReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) =>
        _index.Exists ? (await _referrers.FindAsync(subject, cancellationToken)).OfType(artifactType) : [];

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListTagsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        if (!_index.Exists)
            yield break;

        foreach (var tag in _index.Tags)
            yield return tag;
    }

    /// <summary>The one image of a layout, for a caller who named none; what only refers to an image does not count.</summary>
    /// <exception cref="PlimsollException">The layout holds none (exit code 6) or several different images (exit code 2).</exception>
    public async ValueTask<ManifestContent> GetOnlyManifestAsync(CancellationToken cancellationToken)
    {
        var digests = (await _referrers.ImagesAsync(cancellationToken)).Select(root => root.Digest).Distinct().ToList();
        return digests switch
        {
            [var only] => await GetManifestAsync(only.ToString(), cancellationToken),
            [] => throw PlimsollException.NotFound($"The OCI layout {Path} contains no image."),
            _ => throw PlimsollException.Usage($"The OCI layout {Path} contains {digests.Count} images.", $"Choose one: oci:{Path}:TAG. " + await DescribeTagsAsync(cancellationToken)),
        };
    }

    private PlimsollException Incomplete(Descriptor blob) =>
        PlimsollException.Usage($"The OCI layout {Path} is incomplete: the blob {blob.Digest} is missing.", "Create or copy the layout again.");

    /// <summary>What is written below a link would be outside of the layout, in a place that whoever prepared it chose.</summary>
    private void RefuseLinks(string algorithm)
    {
        var blobs = System.IO.Path.Combine(Path, "blobs");
        foreach (var folder in new[] { blobs, System.IO.Path.Combine(blobs, algorithm) })
            if (new FileInfo(folder).LinkTarget is { } target)
                throw PlimsollException.Usage($"The OCI layout {Path} cannot be written to: {folder} is a link to {target}.", "Replace the link by a directory, or use a new directory.");
    }

    private string BlobPath(Digest digest) => System.IO.Path.Combine(Path, "blobs", digest.Algorithm, digest.Hex);

    /// <summary>A child of an index, or a manifest written without a tag, has no descriptor in <c>index.json</c>.</summary>
    private Descriptor? FindUntagged(string tagOrDigest)
    {
        if (!Digest.TryParse(tagOrDigest, out var digest) || BlobFile.GetLength(BlobPath(digest)) is not (> 0 and <= ManifestContent.MaximumSize))
            return null;

        var bytes = BoundedFile.Read(BlobPath(digest), ManifestContent.MaximumSize);
        return ManifestSniffer.DetectMediaType(bytes) is { } mediaType
            ? new Descriptor(mediaType, digest, bytes.Length)
            : null;
    }

    private async ValueTask<string> DescribeTagsAsync(CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        await foreach (var tag in ListTagsAsync(cancellationToken))
            tags.Add(tag);
        return tags.Count == 0 ? "It has no tags." : $"Available tags: {string.Join(", ", tags.Order(StringComparer.Ordinal).Take(10))}{(tags.Count > 10 ? ", …" : "")}.";
    }
}

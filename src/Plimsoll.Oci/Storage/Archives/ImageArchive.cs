using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>
/// Images in one tar file, read in place: a docker-archive (<c>docker save</c>, the .NET SDK, skopeo, Podman) or an OCI
/// layout in a tar. The file may be gzip-compressed as a whole; it is then unpacked to a temporary file, as is what
/// cannot be seeked. Nothing is extracted by name, and an archive whose entries or links leave its root is refused.
/// </summary>
public sealed class ImageArchive : IImageSource, IReferrerSource, IDisposable
{
    private readonly ArchiveFile _file;
    private readonly IReadOnlyDictionary<Digest, ArchiveEntry> _blobs;
    private readonly IReadOnlyDictionary<Digest, ManifestContent> _derived;
    private readonly IReadOnlyDictionary<Digest, Descriptor> _stored;
    private readonly ArchiveReferrers _referrers;

    internal ImageArchive(
        ArchiveFile file,
        IReadOnlyList<ArchivedImage> images,
        IReadOnlyDictionary<Digest, ArchiveEntry> blobs,
        IReadOnlyDictionary<Digest, ManifestContent> derived,
        IReadOnlyDictionary<Digest, Descriptor> stored,
        ArchiveReferrers referrers)
    {
        _file = file;
        _blobs = blobs;
        _derived = derived;
        _stored = stored;
        _referrers = referrers;
        Images = images;
    }

    /// <summary>The images, in the archive's order; at least one. What only refers to an image does not count.</summary>
    public IReadOnlyList<ArchivedImage> Images { get; }

    /// <summary>Whether an engine wrote it, or a tool in the way of one: such an archive may hold layers uncompressed.</summary>
    internal bool IsDockerArchive { get; init; }

    /// <summary>Opens an archive of either kind, recognized by its content.</summary>
    /// <exception cref="PlimsollException">There is no such file (exit code 6), or it is not such an archive, broken or hostile (exit code 2).</exception>
    public static async Task<ImageArchive> OpenAsync(string path, CancellationToken cancellationToken) =>
        await OpenAsync(path, progress: null, cancellationToken);

    /// <summary>As <see cref="OpenAsync(string, CancellationToken)"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told of what takes long, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal static async Task<ImageArchive> OpenAsync(string path, IProgress<WorkProgress>? progress, CancellationToken cancellationToken) =>
        await ReadAsync(await ArchiveFile.OpenAsync(path, progress, cancellationToken), ReadEitherAsync, cancellationToken);

    /// <summary>Reads an archive of either kind from a stream, such as standard input, through a temporary file.</summary>
    /// <param name="content">The archive; it is disposed.</param>
    /// <param name="name">What the archive is called in messages.</param>
    /// <param name="spoolDirectory">The folder of the temporary file, which only this user can read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="PlimsollException">It is not such an archive, broken or hostile (exit code 2).</exception>
    public static async Task<ImageArchive> OpenAsync(Stream content, string name, string spoolDirectory, CancellationToken cancellationToken) =>
        await OpenAsync(content, name, spoolDirectory, progress: null, cancellationToken);

    /// <summary>As <see cref="OpenAsync(Stream, string, string, CancellationToken)"/>.</summary>
    /// <param name="content">The archive; it is disposed.</param>
    /// <param name="name">What the archive is called in messages.</param>
    /// <param name="spoolDirectory">The folder of the temporary file.</param>
    /// <param name="progress">Told of what takes long, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal static async Task<ImageArchive> OpenAsync(Stream content, string name, string spoolDirectory, IProgress<WorkProgress>? progress, CancellationToken cancellationToken) =>
        await ReadAsync(await ArchiveFile.OpenAsync(content, name, spoolDirectory, SpoolLimits.Default, progress, cancellationToken), ReadEitherAsync, cancellationToken);

    /// <summary>The manifest that a name, a tag or a digest selects, or where none is given that of the only image.</summary>
    /// <exception cref="PlimsollException">There is none (exit code 6), or several fit (exit code 2).</exception>
    public Descriptor Choose(string? tagOrDigest) =>
        tagOrDigest is not null ? Resolve(tagOrDigest) ?? throw Unknown(tagOrDigest)
        : Images.DistinctBy(image => image.Manifest.Digest).Count() == 1 ? Images[0].Manifest
        : throw PlimsollException.Usage($"The archive '{_file.Name}' contains several images.", $"Choose one by its name or tag after the file: docker-archive:FILE:NAME or oci-archive:FILE:TAG. {Advice()}");

    /// <inheritdoc/>
    public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Resolve(tagOrDigest));

    /// <inheritdoc/>
    public async ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken)
    {
        var descriptor = Resolve(tagOrDigest) ?? throw Unknown(tagOrDigest);
        if (_derived.TryGetValue(descriptor.Digest, out var derived))
            return derived;

        var entry = FindBlob(descriptor)
            ?? throw PlimsollException.NotFound($"The archive '{_file.Name}' lists the manifest {descriptor.Digest}, which it does not contain.");
        var bytes = await _file.ReadAsync(entry, ManifestContent.MaximumSize, cancellationToken);
        return descriptor.Size == bytes.Length && descriptor.Digest.Matches(bytes.Span)
            ? new ManifestContent(descriptor, bytes)
            : throw new ContentMismatchException(descriptor, $"the archive '{_file.Name}' contains other content in its place");
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        FindBlob(blob) is { } entry
            ? ValueTask.FromResult<Stream>(new VerifyingStream(_file.Open(entry), blob))
            : throw PlimsollException.NotFound($"The archive '{_file.Name}' does not contain the blob {blob.Digest}.");

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Descriptor>> GetReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_referrers.Find(subject, artifactType));

    /// <summary>Closes the file, and deletes the temporary one.</summary>
    public void Dispose() => _file.Dispose();

    private static Task<ImageArchive> ReadEitherAsync(ArchiveFile file, CancellationToken cancellationToken) =>
        file.Find(DockerArchive.ManifestPath) is not null ? DockerArchive.ReadAsync(file, cancellationToken)
        : file.Find(OciArchive.MarkerPath) is not null ? OciArchive.ReadAsync(file, cancellationToken)
        : file.Find(DockerArchive.LegacyPath) is not null ? DockerArchive.ReadAsync(file, cancellationToken)
        : throw file.Broken("is neither a docker-archive nor an OCI archive: it has no manifest.json and no oci-layout");

    internal static async Task<ImageArchive> ReadAsync(ArchiveFile file, Func<ArchiveFile, CancellationToken, Task<ImageArchive>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(file, cancellationToken);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private Descriptor? Resolve(string tagOrDigest)
    {
        if (Digest.TryParse(tagOrDigest, out var digest))
            return _derived.TryGetValue(digest, out var derived) ? derived.Descriptor : _stored.GetValueOrDefault(digest);
        if (_referrers.FindTagged(tagOrDigest) is { } tagged)
            return tagged;

        // A bare tag selects among the names' tags; where two images have it, only a full name is clear.
        var wanted = ImageReference.TryParse(tagOrDigest, out var reference) && reference.Digest is null ? reference.WithTag(reference.Tag ?? "latest") : null;
        var named = Images.Where(image => image.Names.Any(name => name == tagOrDigest || Same(name, wanted))).ToList();
        if (named.Count == 0)
            named = [.. Images.Where(image => image.Names.Any(name => ParseTag(name) == tagOrDigest))];

        return named.Select(image => image.Manifest).DistinctBy(manifest => manifest.Digest).ToList() switch
        {
            [] => null,
            [var one] => one,
            _ => throw PlimsollException.Usage($"The archive '{_file.Name}' contains several images with the tag '{tagOrDigest}'.", Advice()),
        };
    }

    private ArchiveEntry? FindBlob(Descriptor blob) =>
        _blobs.GetValueOrDefault(blob.Digest) ?? _file.Find(OciArchive.GetPath(blob.Digest));

    private PlimsollException Unknown(string tagOrDigest) =>
        PlimsollException.NotFound($"The archive '{_file.Name}' does not contain the image '{tagOrDigest}'.", Advice());

    private string Advice() =>
        Images.SelectMany(image => image.Names).ToList() is { Count: > 0 } names
            ? $"Available images: {string.Join(", ", names.Take(10))}{(names.Count > 10 ? ", …" : "")}."
            : $"Its images have no names; use the digest, such as {Images[0].Manifest.Digest}.";

    private static bool Same(string name, ImageReference? wanted) =>
        wanted is not null && ImageReference.TryParse(name, out var reference) && reference == wanted;

    private static string? ParseTag(string name) => ImageReference.TryParse(name, out var reference) ? reference.Tag : null;
}

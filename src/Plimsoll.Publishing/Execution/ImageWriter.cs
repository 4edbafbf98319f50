using System.IO.Compression;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Directories;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Publishing.Execution;

/// <summary>Writes images to where a name says, whatever its transport. A tag that looks as if it never moved is never given another image.</summary>
/// <param name="host">Registry client and engine.</param>
internal sealed class ImageWriter(PlimsollHost host)
{
    /// <summary>Writes an image byte for byte, with what refers to it where that is asked for and the destination can hold it.</summary>
    /// <param name="image">The image; for an engine or its archive not an index.</param>
    /// <param name="destination">Where to; a registry or layout gets the tag that the name has, <c>latest</c> where it has none.</param>
    /// <param name="options">How; of archives only referrers and foreign layers count.</param>
    /// <param name="progress">Receives each blob; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    /// <returns>What was done with each blob, none for archives and engines, which take everything; and with what refers to the image.</returns>
    /// <exception cref="PlimsollException">The destination cannot hold the image (2), refuses it (4), has another image under a tag that never moves (5), or fails (7).</exception>
    public async Task<CopyReport> WriteAsync(OpenedImage image, ImageLocation destination, CopyOptions options, IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        await DockerHubNameCheck.WarnAsync(host, destination, cancellationToken);
        switch (destination.Transport)
        {
            case ImageTransport.Registry when destination.Reference!.Digest is { } digest && digest != image.Manifest.Descriptor.Digest:
                throw PlimsollException.Usage($"{destination} has another digest than the image, which is {image.Manifest.Descriptor.Digest}.", "Leave the digest out of the destination, or copy the image that has it.");

            case ImageTransport.Registry:
                var reference = destination.Reference!;
                var tag = reference is { Tag: null, Digest: not null } ? null : reference.Tag ?? "latest";
                return await CopyAsync(image, host.OpenRegistry(reference, RepositoryAccess.Push), reference.FamiliarName, tag, options, progress, cancellationToken);

            case ImageTransport.OciLayout when destination.Tag?.Contains(':') == true:
                throw PlimsollException.Usage($"'{destination}' contains a digest, but the images of a layout are listed by tag.", "Use a tag instead.");

            case ImageTransport.OciLayout:
                return await CopyAsync(image, OciLayout.OpenOrCreate(destination.Path), $"oci:{destination.Path}", destination.Tag ?? "latest", options, progress, cancellationToken);

            case ImageTransport.Archive:
                return new CopyReport([]) { Referrers = await WriteArchiveAsync(image, destination, options, progress, cancellationToken) };

            case ImageTransport.DockerDaemon:
                await new EngineLoader(host).LoadAsync(ToldSource.Create(image.Source, progress), image.Manifest, [ImageReference.Parse(destination.Path)], cancellationToken);
                return new CopyReport([]);

            case ImageTransport.Directory:
                return await WriteDirectoryAsync(image, ImageDirectory.OpenOrCreate(destination.Path), options, progress, cancellationToken);

            default:
                throw PlimsollException.Usage($"'{destination}' is not a valid destination: an image cannot be unpacked into files.", "Specify a registry, oci:PATH, oci-archive:FILE, docker-archive:FILE, docker-daemon:NAME or dir:PATH.");
        }
    }

    private async Task<CopyReport> CopyAsync(OpenedImage image, IImageRepository repository, string name, string? tag, CopyOptions options, IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        var write = new ImmutableTagWrite(repository, name, image.Manifest, host.WaitClock);
        var there = tag is null ? null : await write.CheckAsync(tag, cancellationToken);
        var isUnchanged = there?.Digest == image.Manifest.Descriptor.Digest;
        if (isUnchanged && repository is INamedRepository && !options.IncludeForeignLayers)
            return await ImageCopier.CopyPresentAsync(image.Source, image.Manifest, repository, options, progress, cancellationToken);

        var report = await ImageCopier.CopyAsync(image.Source, image.Manifest, repository, options with { WritesRoot = tag is null }, progress, cancellationToken);

        // Sending can take long, and another process may have been faster. A layout costs no request, and is locked meanwhile.
        if (tag is not null && !isUnchanged)
            await write.WriteAsync([tag], isRecent: report.BytesSent == 0 && repository is INamedRepository, cancellationToken);
        return report;
    }

    private static async Task<CopyReport> WriteDirectoryAsync(OpenedImage image, ImageDirectory directory, CopyOptions options, IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        var report = await ImageCopier.CopyAsync(image.Source, image.Manifest, directory, options with { WritesRoot = false }, progress, cancellationToken);
        await directory.PutManifestAsync(image.Manifest, "latest", cancellationToken);
        return report;
    }

    /// <summary>A file appears whole or not at all; standard output is written as it comes.</summary>
    private async Task<IReadOnlyList<ReferrerCopy>> WriteArchiveAsync(OpenedImage image, ImageLocation destination, CopyOptions options, IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        if (destination.IsStandardStream)
        {
            await using var output = StandardOutput.Open(isWhole: true);
            return await WriteArchiveAsync(image, destination, options, output, progress, cancellationToken);
        }

        if (Directory.Exists(destination.Path))
            throw PlimsollException.Usage($"'{destination}' cannot be written: {destination.Path} is a directory.", "Specify a file in it.");

        IReadOnlyList<ReferrerCopy> referrers = [];
        await AtomicFile.WriteAsync(
            destination.Path,
            async file =>
            {
                await using var compressed = IsCompressed(destination.Path) ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : null;
                referrers = await WriteArchiveAsync(image, destination, options, compressed ?? file, progress, cancellationToken);
            },
            cancellationToken);
        return referrers;
    }

    private static bool IsCompressed(string path) => path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<ReferrerCopy>> WriteArchiveAsync(OpenedImage image, ImageLocation destination, CopyOptions options, Stream output, IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        using var meter = WorkMeter.Start(host.Work, WorkKind.Writing, destination.IsStandardStream ? "standard output" : Path.GetFileName(destination.Path));
        output = meter?.Count(output) ?? output;
        if (!destination.IsDockerArchive)
            return await OciArchiveWriter.WriteAsync(output, image.Source, image.Manifest, destination.Tag, options, cancellationToken);

        // docker load knows no artifacts.
        await DockerArchiveWriter.WriteAsync(output, ToldSource.Create(image.Source, progress), image.Manifest, destination.Tag is { } tag ? [ImageReference.Parse(tag.Contains(':') ? tag : $"image:{tag}")] : [], cancellationToken);
        return [];
    }
}

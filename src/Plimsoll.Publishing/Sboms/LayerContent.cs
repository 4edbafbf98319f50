using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Sboms;

/// <summary>What a build put into an image: the files of its last layer, and the packages that the applications among them name.</summary>
/// <param name="Files">The files, ordered by name.</param>
/// <param name="Packages">The packages, ordered by name and version.</param>
internal sealed record LayerContent(IReadOnlyList<ListedFile> Files, IReadOnlyList<ListedPackage> Packages)
{
    /// <summary>A document would have a hundred megabytes with more.</summary>
    private const int MostFiles = 200_000;

    private const int LargestDependencies = 16 * 1024 * 1024;

    /// <summary>Which package needs which, as <see cref="PackageGraph.Dependencies"/>; none where nobody tells.</summary>
    public IReadOnlyList<(string? From, string To)> Dependencies { get; init; } = [];

    /// <summary>The same with what the build knows of the packages. A package that both name is one.</summary>
    public LayerContent With(PackageGraph graph) => this with { Packages = Sort(graph.Packages.Concat(Packages).DistinctBy(package => package.Url, StringComparer.OrdinalIgnoreCase)), Dependencies = graph.Dependencies };

    /// <summary>Reads the last layer of an image.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="image">Its manifest.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="PlimsollException">The layer cannot be read, or has too many files (exit code 2).</exception>
    public static async Task<LayerContent> ReadAsync(IImageSource source, ImageManifest image, CancellationToken cancellationToken)
    {
        if (image.Layers is not [.., var layer])
            return new LayerContent([], []);

        await using var blob = await source.OpenBlobAsync(layer, cancellationToken);
        try
        {
            return await ReadAsync(layer, blob, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException or OverflowException or UnauthorizedAccessException)
        {
            throw PlimsollException.Usage($"An SBOM cannot be made of the layer {layer.Digest}, because it cannot be read: {exception.Message}", "Give an SBOM as a file, or none.", exception);
        }
    }

    private static async Task<LayerContent> ReadAsync(Descriptor layer, Stream blob, CancellationToken cancellationToken)
    {
        var content = layer.MediaType.EndsWith("gzip", StringComparison.Ordinal) ? new GZipStream(blob, CompressionMode.Decompress)
            : layer.MediaType.EndsWith("zstd", StringComparison.Ordinal) ? throw PlimsollException.Usage($"An SBOM cannot be made of the layer {layer.Digest}: it is compressed with zstd.", "Give an SBOM as a file, or none.")
            : blob;
        await using (content)
        {
            var files = new SortedDictionary<string, ListedFile>(StringComparer.Ordinal);
            var packages = new HashSet<ListedPackage>();
            await using var tar = new TarReader(content);
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
                    continue;
                if (files.Count == MostFiles)
                    throw PlimsollException.Usage($"An SBOM cannot be made of more than {MostFiles} files.", "Give an SBOM as a file, or none.");

                var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name.TrimStart('/');
                var bytes = name.EndsWith(".deps.json", StringComparison.Ordinal) && entry.Length <= LargestDependencies ? new MemoryStream() : null;
                files[name] = await HashAsync(name, entry.DataStream, bytes, cancellationToken);
                if (bytes is not null)
                    packages.UnionWith(DotNetDependencies.Read(bytes.ToArray()));
            }

            return new LayerContent([.. files.Values], Sort(packages));
        }
    }

    private static IReadOnlyList<ListedPackage> Sort(IEnumerable<ListedPackage> packages) =>
        [.. packages.OrderBy(package => package.Name, StringComparer.Ordinal).ThenBy(package => package.Version, StringComparer.Ordinal)];

    private static async Task<ListedFile> HashAsync(string name, Stream? content, MemoryStream? copy, CancellationToken cancellationToken)
    {
        // SPDX 2.3 demands SHA-1 of every file; the SHA-256 beside it is what to trust.
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        for (int read; content is not null && (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            sha1.AppendData(buffer, 0, read);
            sha256.AppendData(buffer, 0, read);
            copy?.Write(buffer, 0, read);
        }

        return new ListedFile(name, Convert.ToHexStringLower(sha1.GetHashAndReset()), Convert.ToHexStringLower(sha256.GetHashAndReset()));
    }
}

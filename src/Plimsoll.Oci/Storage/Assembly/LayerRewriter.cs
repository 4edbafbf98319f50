using System.Formats.Tar;
using System.IO.Compression;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Layers;

namespace Plimsoll.Oci.Storage.Assembly;

/// <summary>Writes a layer anew, so that it depends on nothing but its files: sorted by name, all of one time, compressed one way.</summary>
internal static class LayerRewriter
{
    /// <summary>Rewrites a layer.</summary>
    /// <param name="layer">The layer, plain or compressed with gzip.</param>
    /// <param name="time">The time of every entry.</param>
    /// <param name="file">The file to write; the layer lies uncompressed beside it meanwhile.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The layer, with the media type of OCI, and the digest of its tar.</returns>
    /// <exception cref="PlimsollException">The layer is not a tar (exit code 2).</exception>
    public static async Task<(Descriptor Layer, Digest DiffId)> WriteAsync(Stream layer, DateTimeOffset time, string file, CancellationToken cancellationToken)
    {
        await using var plain = new FileStream($"{file}.tar", new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose });
        await DecompressAsync(layer, plain, cancellationToken);
        plain.Position = 0;
        var entries = await ReadAsync(plain, cancellationToken);

        await using var output = new FileStream(file, FileMode.Create, FileAccess.Write);
        await using var compressing = LayerCompressor.Open(LayerCompression.Gzip, output);
        await using var hashed = new HashingStream(compressing);
        await using (var tar = new TarWriter(hashed, TarEntryFormat.Ustar, leaveOpen: true))
            foreach (var entry in entries.OrderBy(entry => entry.Name.TrimEnd('/'), StringComparer.Ordinal))
                await tar.WriteEntryAsync(Copy(entry, time), cancellationToken);

        var (digest, size) = await compressing.CompleteAsync(cancellationToken);
        return (new Descriptor(MediaTypes.OciLayerGzip, digest, size), hashed.Digest);
    }

    private static async Task DecompressAsync(Stream layer, Stream plain, CancellationToken cancellationToken)
    {
        var start = new byte[6];
        var length = await layer.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        await using var whole = new PrefixedStream(start.AsMemory(0, length), layer);
        if (Compressions.Detect(start) != Compression.Gzip)
        {
            await whole.CopyToAsync(plain, cancellationToken);
            return;
        }

        await using var gzip = new GZipStream(whole, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            await gzip.CopyToAsync(plain, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw NotATar(exception);
        }
    }

    /// <summary>The entries, whose content is read from the tar when it is written.</summary>
    private static async Task<List<TarEntry>> ReadAsync(Stream plain, CancellationToken cancellationToken)
    {
        try
        {
            var entries = new List<TarEntry>();
            var reader = new TarReader(plain, leaveOpen: true);
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
                if (entry is not PaxGlobalExtendedAttributesTarEntry)
                    entries.Add(IsOfLayer(entry) ? entry : throw NotATar());
            return entries;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or PlimsollException))
        {
            // The reader tells malformed headers apart by a wide choice of exceptions.
            throw NotATar(exception);
        }
    }

    /// <summary>What a layer is made of. A tar can hold more, such as sparse files of GNU tar, of which .NET reads only a part.</summary>
    private static bool IsOfLayer(TarEntry entry) =>
        entry.Name.Length > 0
        && entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.Directory or TarEntryType.SymbolicLink or TarEntryType.HardLink
        && (!IsLink(entry) || entry.LinkName.Length > 0);

    private static bool IsLink(TarEntry entry) => entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink;

    private static PlimsollException NotATar(Exception? cause = null) =>
        PlimsollException.Usage("The layer that was built is not a tar of files, folders and links, or is corrupt.", innerException: cause);

    private static PosixTarEntry Copy(TarEntry entry, DateTimeOffset time)
    {
        if (entry.DataStream is { } content)
            content.Position = 0;

        var type = entry.EntryType == TarEntryType.V7RegularFile ? TarEntryType.RegularFile : entry.EntryType;
        return DirectoryTar.CreateEntry(type, entry.Name, IsLink(entry) ? entry.LinkName : null, time, entry.Mode, entry.DataStream, entry.Uid, entry.Gid);
    }
}

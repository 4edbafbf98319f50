using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>Writes the entries of an archive one after the other to a stream that need not be seekable.</summary>
internal sealed class ArchiveStream(Stream destination)
{
    public static ReadOnlyMemory<byte> LayoutMarker { get; } = """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray();

    public static string GetPath(Descriptor blob) => $"blobs/{blob.Digest.Algorithm}/{blob.Digest.Hex}";

    public async Task WriteFileAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(TarHeader.ForFile(name, content.Length), cancellationToken);
        await destination.WriteAsync(content, cancellationToken);
        await WriteZerosAsync(TarHeader.Padding(content.Length), cancellationToken);
    }

    public async Task WriteBlobAsync(IImageSource source, Descriptor blob, CancellationToken cancellationToken)
    {
        await using var content = await ForeignLayers.OpenAsync(source, sink: null, blob, cancellationToken);
        await destination.WriteAsync(TarHeader.ForFile(GetPath(blob), blob.Size), cancellationToken);

        // A wrapper of our own, so that a source which does not verify cannot shift the entries that follow.
        await using var verified = new VerifyingStream(content, blob);
        await verified.CopyToAsync(destination, cancellationToken);
        await WriteZerosAsync(TarHeader.Padding(blob.Size), cancellationToken);
    }

    /// <summary>The two empty blocks that end a tar.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await WriteZerosAsync(2 * TarHeader.BlockSize, cancellationToken);
        await destination.FlushAsync(cancellationToken);
    }

    private ValueTask WriteZerosAsync(int count, CancellationToken cancellationToken) => destination.WriteAsync(new byte[count], cancellationToken);
}

using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries.Downloads;

/// <summary>A blob as a stream; tells how much of it has been read.</summary>
internal sealed class BlobStream(IBlobReader reader, BlobSource source) : ReadOnlyStream
{
    private long _read;

    public override long Length => source.Blob.Size;

    private protected override long BytesRead => _read;

    /// <summary>Blocks: a broken connection is waited for, which there is one way to do.</summary>
    public override int Read(Span<byte> buffer)
    {
        var content = new byte[buffer.Length];
        var read = ReadAsync(content, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        content.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await reader.ReadAsync(buffer, cancellationToken);
        _read += read;
        if (read > 0)
            source.Options.Transfers?.Report(new TransferProgress(source.Name, source.Blob, _read, TransferDirection.Download));
        return read;
    }

    /// <summary>Stops what is being fetched and waits until its memory is given back.</summary>
    public override async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Stops what is being fetched; its memory is given back as soon as that has ended.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _ = reader.DisposeAsync().AsTask();
        base.Dispose(disposing);
    }
}

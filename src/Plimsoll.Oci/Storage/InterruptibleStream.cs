namespace Plimsoll.Oci.Storage;

/// <summary>
/// A stream whose reads are given up when they are cancelled. Those of a terminal or a pipe wait in the operating system
/// until somebody writes, whatever becomes of their token, and the process would wait with them.
/// </summary>
/// <param name="inner">Where the bytes come from; it is disposed with this stream.</param>
internal sealed class InterruptibleStream(Stream inner) : ReadOnlyStream
{
    private byte[] _buffer = [];
    private long _read;

    private protected override long BytesRead => _read;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _read += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Into memory of its own: a read that was given up can still come to an end.
        if (_buffer.Length < buffer.Length)
            _buffer = new byte[buffer.Length];
        var read = await Task.Run(() => inner.Read(_buffer, 0, buffer.Length), CancellationToken.None).WaitAsync(cancellationToken);
        _buffer.AsMemory(0, read).CopyTo(buffer);
        _read += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}

namespace Plimsoll.Oci.Storage;

/// <summary>Passes writes on and counts their bytes. What it writes to is left open.</summary>
/// <param name="inner">Where they go.</param>
/// <param name="meter">What counts them.</param>
internal sealed class MeteredStream(Stream inner, WorkMeter meter) : WriteOnlyStream
{
    private long _length;

    public override long Length => _length;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer);
        Count(buffer.Length);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken);
        Count(buffer.Length);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    private void Count(int bytes)
    {
        _length += bytes;
        meter.Add(bytes);
    }
}

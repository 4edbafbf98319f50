namespace Plimsoll.Oci.Storage.Archives;

/// <summary>Gives bytes that were already taken from a stream, then the rest of it. Disposing it leaves the rest open.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _prefix = prefix;
    private long _read;

    private protected override long BytesRead => _read;

    public override int Read(Span<byte> buffer) => Count(_prefix.IsEmpty ? rest.Read(buffer) : Take(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(_prefix.IsEmpty ? await rest.ReadAsync(buffer, cancellationToken) : Take(buffer.Span));

    private int Count(int read)
    {
        _read += read;
        return read;
    }

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _prefix.Length);
        _prefix.Span[..count].CopyTo(buffer);
        _prefix = _prefix[count..];
        return count;
    }
}

namespace Plimsoll.Oci.Storage.Assembly;

/// <summary>
/// Passes gzip data on with a fixed header (RFC 1952 §2.3): no time, no level, "unknown" operating system, so that the
/// same content gives the same bytes on every machine.
/// </summary>
internal sealed class FixedGzipHeaderStream(Stream inner) : WriteOnlyStream
{
    private const int HeaderLength = 10;

    private long _position;

    private static ReadOnlySpan<byte> Header => [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0xff];

    public override long Length => _position;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_position < HeaderLength)
        {
            var count = (int)Math.Min(HeaderLength - _position, buffer.Length);
            inner.Write(Header.Slice((int)_position, count));
            _position += count;
            buffer = buffer[count..];
        }

        inner.Write(buffer);
        _position += buffer.Length;
    }

    public override void Flush() => inner.Flush();
}

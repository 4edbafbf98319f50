using System.Security.Cryptography;
using Plimsoll.Images;

namespace Plimsoll.Storage;

/// <summary>
/// Reads content and fails at its end, or as soon as it grows too long, unless it has the expected size and digest.
/// </summary>
public sealed class VerifyingStream : Stream
{
    private readonly Stream _inner;
    private readonly Descriptor _expected;
    private readonly IncrementalHash _hash;
    private long _length;
    private bool _checked;

    /// <summary>Wraps <paramref name="inner"/>, which is disposed with this stream.</summary>
    public VerifyingStream(Stream inner, Descriptor expected)
    {
        _inner = inner;
        _expected = expected;
        _hash = expected.Digest.CreateHash();
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>The size that the content is expected to have, in bytes.</summary>
    public override long Length => _expected.Size;

    /// <summary>How many bytes have been read.</summary>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = _inner.Read(buffer);
        Observe(buffer[..read], buffer.Length);
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _inner.ReadAsync(buffer, cancellationToken);
        Observe(buffer.Span[..read], buffer.Length);
        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Observe(ReadOnlySpan<byte> read, int asked)
    {
        if (read.IsEmpty)
        {
            if (asked > 0)
                CheckAtEnd();
            return;
        }

        _length += read.Length;
        if (_length > _expected.Size)
            throw new ContentMismatchException(_expected, $"it is longer than {_expected.Size} bytes");

        _hash.AppendData(read);

        // Some readers stop at the announced length and never ask for the end of the stream.
        if (_length == _expected.Size)
            CheckAtEnd();
    }

    private void CheckAtEnd()
    {
        if (_checked)
            return;

        if (_length < _expected.Size)
            throw new ContentMismatchException(_expected, $"it ends after {_length} of {_expected.Size} bytes");

        var actual = Digest.FromHash(_hash.GetCurrentHash());
        if (actual != _expected.Digest)
            throw new ContentMismatchException(_expected, $"its digest is {actual}");

        _checked = true;
    }
}

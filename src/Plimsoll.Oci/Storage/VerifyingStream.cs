using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>
/// Reads content and fails at its end, or as soon as it grows too long, unless it has the expected size and digest.
/// </summary>
internal sealed class VerifyingStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly Descriptor _expected;
    private readonly Func<string, Exception> _mismatch;
    private readonly IncrementalHash _hash;
    private long _length;
    private bool _checked;

    /// <summary>Wraps <paramref name="inner"/>, which is disposed with this stream.</summary>
    /// <param name="inner">The content.</param>
    /// <param name="expected">What it must be.</param>
    /// <param name="mismatch">The failure of content that is something else, from how it differs; the default is a <see cref="ContentMismatchException"/>.</param>
    public VerifyingStream(Stream inner, Descriptor expected, Func<string, Exception>? mismatch = null)
    {
        _inner = inner;
        _expected = expected;
        _mismatch = mismatch ?? (reason => new ContentMismatchException(expected, reason));
        _hash = expected.Digest.CreateHash();
    }

    /// <summary>The size that the content is expected to have, in bytes.</summary>
    public override long Length => _expected.Size;

    private protected override long BytesRead => _length;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = _inner.Read(buffer);
        Observe(buffer[..read], buffer.Length);
        return read;
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _inner.ReadAsync(buffer, cancellationToken);
        Observe(buffer.Span[..read], buffer.Length);
        return read;
    }

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
            throw _mismatch($"it is longer than {_expected.Size} bytes");

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
            throw _mismatch($"it ends after {_length} of {_expected.Size} bytes");

        var actual = Digest.FromHash(_hash.GetCurrentHash());
        if (actual != _expected.Digest)
            throw _mismatch($"its digest is {actual}");

        _checked = true;
    }
}

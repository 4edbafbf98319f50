using Plimsoll.Images;
using Plimsoll.Storage;

namespace Plimsoll.Registries.Http;

/// <summary>
/// The content of a blob for requests that each send a part of it: opened when first needed, read on by the next part,
/// and opened anew where a part must be sent again. Every byte before a part is read and hashed, so that the whole blob
/// is verified however often its upload was interrupted.
/// </summary>
internal sealed class RewindableBlob(Descriptor blob, BlobOpener open) : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    private VerifyingStream? _stream;

    public Descriptor Blob => blob;

    /// <summary>The content from an offset on.</summary>
    public async Task<Stream> AtAsync(long offset, CancellationToken cancellationToken)
    {
        if (_stream is null || _stream.Position != offset)
        {
            await DisposeAsync();
            _stream = new VerifyingStream(await open(cancellationToken), blob);
            await SkipAsync(_stream, offset, cancellationToken);
        }

        return _stream;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is { } stream)
        {
            _stream = null;
            await stream.DisposeAsync();
        }
    }

    private static async Task SkipAsync(Stream stream, long count, CancellationToken cancellationToken)
    {
        var buffer = count == 0 ? [] : new byte[(int)Math.Min(BufferSize, count)];
        for (long skipped = 0; skipped < count;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count - skipped)), cancellationToken);
            if (read == 0)
                break;
            skipped += read;
        }
    }
}

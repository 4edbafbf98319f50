using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries.Uploads;

/// <summary>
/// The content of a blob for requests that each send a part of it: opened when first needed, read on by the next part,
/// and opened anew where a part must be sent again. A part has its stream for itself, because one that was given up with
/// its connection may still be waiting for the source. Every byte before a part is read and hashed, so that the whole blob
/// is verified however often its upload was interrupted.
/// </summary>
internal sealed class RewindableBlob(Descriptor blob, BlobOpener open) : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    private VerifyingStream? _idle;
    private volatile bool _isDisposed;

    public Descriptor Blob => blob;

    /// <summary>The content from an offset on; the caller gives it back or disposes it.</summary>
    public async Task<VerifyingStream> TakeAsync(long offset, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _idle, null) is { } idle)
        {
            if (idle.Position == offset)
                return idle;
            await idle.DisposeAsync();
        }

        var stream = new VerifyingStream(await open(cancellationToken), blob);
        try
        {
            await SkipAsync(stream, offset, cancellationToken);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes back what the next part may read on.</summary>
    public async ValueTask GiveBackAsync(VerifyingStream stream)
    {
        if (Interlocked.CompareExchange(ref _idle, stream, null) is not null)
            await stream.DisposeAsync();
        else if (_isDisposed)
            await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        if (Interlocked.Exchange(ref _idle, null) is { } idle)
            await idle.DisposeAsync();
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

using System.Runtime.ExceptionServices;

namespace Plimsoll.Oci.Registries.Downloads;

/// <summary>
/// Reads a stretch of a blob over as many connections as it takes: where one breaks or falls silent, the next goes on
/// at the byte that is missing. Attempts are counted from the last byte that arrived.
/// </summary>
/// <param name="source">Where the blob is.</param>
/// <param name="range">The stretch.</param>
/// <param name="answer">The answer that begins with it, or <c>null</c> where the first read is to ask for it.</param>
/// <param name="isPart">Whether the stretch ends where the registry serves no stretches, instead of reading the whole blob for it.</param>
internal sealed class ResumingReader(BlobSource source, ByteRange range, BlobResponse? answer, bool isPart = false) : IBlobReader
{
    private BlobResponse? _answer = answer;
    private long _position = range.From;

    private bool IsAtEnd => _position == range.To;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // At the end of the blob the answer is asked once more, so that one which is too long is noticed.
        if (range.To < source.Blob.Size)
            buffer = buffer[..(int)Math.Min(buffer.Length, range.To - _position)];
        if (buffer.IsEmpty)
            return 0;

        var read = await ReadOrResumeAsync(buffer, cancellationToken);
        _position += read;
        return read;
    }

    public ValueTask DisposeAsync()
    {
        _answer?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<int> ReadOrResumeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        RegistryException? broken = null;
        if (_answer is not null)
        {
            try
            {
                return await ReadOnceAsync(_answer, buffer, cancellationToken);
            }
            catch (RegistryException failure) when (failure.IsTransient)
            {
                // With every byte here, how the connection ended does not matter.
                if (IsAtEnd)
                    return 0;
                broken = failure;
            }
        }

        // An attempt has succeeded when bytes have come: one that only opens an answer may break again at once.
        return await source.RunAsync(
            async (context, token) =>
            {
                if (Interlocked.Exchange(ref broken, null) is { } failure)
                    ExceptionDispatchInfo.Throw(failure);

                _answer?.Dispose();
                _answer = null;
                var missing = range with { From = _position };
                _answer = isPart ? await source.TryOpenAsync(context, missing, token) : await source.OpenAsync(context, missing, token);
                return _answer is null ? 0 : await ReadOnceAsync(_answer, buffer, token);
            },
            cancellationToken);
    }

    private async ValueTask<int> ReadOnceAsync(BlobResponse answer, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await answer.ReadAsync(buffer, cancellationToken);
        return read > 0 || IsAtEnd || answer.KnowsItsEnd ? read : throw answer.CutShort();
    }
}

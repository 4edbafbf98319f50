namespace Plimsoll.Oci.Registries.Downloads;

/// <summary>Hands out a stretch of a blob in order, wherever its bytes come from.</summary>
internal interface IBlobReader : IAsyncDisposable
{
    /// <returns>How many bytes were read; 0 at the end of the stretch, or where the registry has no more.</returns>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}

namespace Plimsoll.Oci.Registries.Downloads;

/// <summary>
/// The memory in which a client keeps the parts of blobs that arrive before they are read. Nobody ever waits for it: who
/// gets no buffer reads straight from the connection, so any number of blobs can be read in any order. Readers that run
/// at once share it evenly.
/// </summary>
internal sealed class PartBufferPool(int partSize, int count)
{
    private readonly Lock _lock = new();
    private readonly Stack<byte[]> _idle = new();
    private int _readers;
    private int _rented;

    /// <summary>The size of each buffer, in bytes.</summary>
    public int PartSize { get; } = partSize;

    /// <summary>How many buffers are in use.</summary>
    public int Rented
    {
        get
        {
            lock (_lock)
                return _rented;
        }
    }

    /// <summary>One more reader has a share.</summary>
    public void Join()
    {
        lock (_lock)
            _readers++;
    }

    /// <summary>A reader is done. After the last one the memory is let go.</summary>
    public void Leave()
    {
        lock (_lock)
            if (--_readers == 0)
                _idle.Clear();
    }

    /// <param name="held">How many buffers this reader holds already.</param>
    /// <returns>A buffer, or <c>null</c> where all are in use or the reader holds its share.</returns>
    public byte[]? TryRent(int held)
    {
        lock (_lock)
        {
            if (_rented == count || held >= Math.Max(1, count / Math.Max(1, _readers)))
                return null;

            _rented++;
            return _idle.TryPop(out var buffer) ? buffer : new byte[PartSize];
        }
    }

    /// <summary>Gives a buffer back that nobody writes to any more.</summary>
    public void Return(byte[] buffer)
    {
        lock (_lock)
        {
            _rented--;
            if (_readers > 0)
                _idle.Push(buffer);
        }
    }
}

using System.Buffers;

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>A block with the bytes before it that it may refer to, and what comes of it.</summary>
internal sealed class CompressedBlock : IDisposable
{
    private readonly byte[] _data;
    private readonly int _history;
    private readonly int _capacity;
    private byte[] _output = [];
    private int _end;
    private int _written;

    /// <param name="encoder">Whose blocks it is one of.</param>
    /// <param name="history">The end of what came before it.</param>
    public CompressedBlock(LayerEncoder encoder, byte[] history)
    {
        (_history, _end, _capacity) = (history.Length, history.Length, history.Length + encoder.BlockSize);
        _data = ArrayPool<byte>.Shared.Rent(_capacity);
        history.CopyTo(_data, 0);
    }

    public ReadOnlyMemory<byte> Content => _data.AsMemory(_history.._end);

    /// <summary>Where its next bytes go.</summary>
    public Memory<byte> Free => _data.AsMemory(_end.._capacity);

    public ReadOnlyMemory<byte> Compressed => _output.AsMemory(0, _written);

    /// <summary>So many bytes were put where <see cref="Free"/> begins.</summary>
    public void Advance(int count) => _end += count;

    public byte[] CopyEnd(int length) => _data.AsSpan(Math.Max(0, _end - length).._end).ToArray();

    public CompressedBlock Compress(LayerEncoder encoder)
    {
        _output = ArrayPool<byte>.Shared.Rent(encoder.GetMaximumLength(_end - _history));
        _written = encoder.Compress(_data.AsSpan(0, _end), _history, _output);
        return this;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_data);
        if (_output.Length > 0)
            ArrayPool<byte>.Shared.Return(_output);
    }
}

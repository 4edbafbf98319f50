using System.Buffers.Binary;

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>Writes bits, the lowest first, as deflate wants them (RFC 1951 §3.1.1).</summary>
internal ref struct BitWriter(Span<byte> output)
{
    private readonly Span<byte> _output = output;
    private ulong _bits;
    private int _count;

    /// <summary>How many whole bytes have been written.</summary>
    public int Length { get; private set; }

    /// <summary>Writes the lowest <paramref name="count"/> bits of a value, at most 32.</summary>
    public void Write(uint value, int count)
    {
        _bits |= (ulong)value << _count;
        _count += count;
        if (_count < 32)
            return;

        BinaryPrimitives.WriteUInt32LittleEndian(_output[Length..], (uint)_bits);
        Length += sizeof(uint);
        _bits >>= 32;
        _count -= 32;
    }

    /// <summary>Fills the last byte with zeros.</summary>
    public void Align()
    {
        for (; _count > 0; _count -= 8)
        {
            _output[Length++] = (byte)_bits;
            _bits >>= 8;
        }

        _bits = 0;
        _count = 0;
    }

    /// <summary>Writes bytes, which begin at a whole byte.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Align();
        bytes.CopyTo(_output[Length..]);
        Length += bytes.Length;
    }
}

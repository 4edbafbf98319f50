using System.Buffers.Binary;

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>The checksum at the end of a gzip stream (RFC 1952 §8), eight bytes at a time.</summary>
internal struct Crc32
{
    private const uint Polynomial = 0xedb88320;

    private static readonly uint[] Tables = CreateTables();

    private uint _state;

    /// <summary>The checksum of all that was added.</summary>
    public readonly uint Value => _state;

    public void Append(ReadOnlySpan<byte> data)
    {
        var (state, tables) = (~_state, Tables);
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
        {
            var bytes = BinaryPrimitives.ReadUInt64LittleEndian(data) ^ state;
            state = 0;
            for (var i = 0; i < sizeof(ulong); i++)
                state ^= tables[((7 - i) << 8) | (int)((bytes >> (8 * i)) & 0xff)];
        }

        foreach (var value in data)
            state = (state >> 8) ^ tables[(byte)state ^ value];
        _state = ~state;
    }

    /// <summary>The n-th table is for a byte with n more after it.</summary>
    private static uint[] CreateTables()
    {
        var tables = new uint[8 << 8];
        for (var value = 0; value < 256; value++)
        {
            var state = (uint)value;
            for (var bit = 0; bit < 8; bit++)
                state = (state >> 1) ^ ((state & 1) * Polynomial);
            tables[value] = state;
        }

        for (var i = 256; i < tables.Length; i++)
            tables[i] = (tables[i - 256] >> 8) ^ tables[(byte)tables[i - 256]];
        return tables;
    }
}

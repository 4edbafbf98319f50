using System.Numerics;

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>Literals and matches of a piece of data, written as one block of deflate with a code of its own, or stored where that is smaller.</summary>
internal sealed class DeflateTokens
{
    /// <summary>The most literals and matches of one block; more give a code that fits less well, fewer too many codes.</summary>
    private const int Capacity = 1 << 15;

    private const int EndOfBlock = 256;
    private const int LengthSymbols = 286;
    private const int DistanceSymbols = 30;
    private const int MaximumStored = ushort.MaxValue;

    private static readonly byte[] LengthSymbolOf = CreateLengthSymbols();

    private readonly uint[] _tokens = new uint[Capacity];
    private readonly int[] _literals = new int[LengthSymbols];
    private readonly int[] _distances = new int[DistanceSymbols];
    private readonly HuffmanCode _literalCode = new(LengthSymbols, 15);
    private readonly HuffmanCode _distanceCode = new(DistanceSymbols, 15);
    private readonly CodeLengths _lengths = new();
    private int _count;

    /// <summary>Whether no more fits.</summary>
    public bool IsFull => _count == Capacity;

    public void AddLiteral(byte value)
    {
        _tokens[_count++] = value;
        _literals[value]++;
    }

    /// <param name="length">3 to 258.</param>
    /// <param name="distance">1 to 32768.</param>
    public void AddMatch(int length, int distance)
    {
        _tokens[_count++] = (uint)(distance << 16 | length);
        _literals[257 + LengthSymbolOf[length - 3]]++;
        _distances[DistanceSymbol(distance)]++;
    }

    /// <summary>Writes the block and forgets what was added.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="raw">The data that the literals and matches stand for.</param>
    public void Write(ref BitWriter output, ReadOnlySpan<byte> raw)
    {
        _literals[EndOfBlock] = 1;
        _literalCode.Build(_literals);
        _distanceCode.Build(_distances);
        _lengths.Describe(_literalCode, _distanceCode);
        if (CountBits() >= (raw.Length + 5L * (raw.Length / MaximumStored + 1)) * 8)
            Store(ref output, raw);
        else
            Encode(ref output);

        _count = 0;
        Array.Clear(_literals);
        Array.Clear(_distances);
    }

    /// <summary>Ends at a whole byte: an empty block that is stored.</summary>
    public static void Flush(ref BitWriter output)
    {
        output.Write(0, 3);
        output.Write([0, 0, 0xff, 0xff]);
    }

    private static void Store(ref BitWriter output, ReadOnlySpan<byte> raw)
    {
        while (raw.Length > 0)
        {
            var part = raw[..Math.Min(raw.Length, MaximumStored)];
            output.Write(0, 3);
            output.Align();
            output.Write((uint)part.Length, 16);
            output.Write((uint)~part.Length & 0xffff, 16);
            output.Write(part);
            raw = raw[part.Length..];
        }
    }

    private void Encode(ref BitWriter output)
    {
        output.Write(0b100, 3);
        _lengths.Write(ref output);
        var (literalCodes, literalLengths) = (_literalCode.Codes, _literalCode.Lengths);
        var (distanceCodes, distanceLengths) = (_distanceCode.Codes, _distanceCode.Lengths);
        foreach (var token in _tokens.AsSpan(0, _count))
        {
            var (value, distance) = ((int)(token & 0xffff), (int)(token >> 16));
            if (distance == 0)
            {
                output.Write(literalCodes[value], literalLengths[value]);
                continue;
            }

            var symbol = LengthSymbolOf[value - 3];
            output.Write(literalCodes[257 + symbol], literalLengths[257 + symbol]);
            output.Write((uint)(value - 3) & ((1u << LengthBits(symbol)) - 1), LengthBits(symbol));
            var place = DistanceSymbol(distance);
            output.Write(distanceCodes[place], distanceLengths[place]);
            output.Write((uint)(distance - 1) & ((1u << DistanceBits(place)) - 1), DistanceBits(place));
        }

        output.Write(literalCodes[EndOfBlock], literalLengths[EndOfBlock]);
    }

    private long CountBits()
    {
        long bits = 3 + _lengths.Bits;
        for (var symbol = 0; symbol < LengthSymbols; symbol++)
            bits += (long)_literals[symbol] * (_literalCode.Lengths[symbol] + (symbol > EndOfBlock ? LengthBits(symbol - 257) : 0));
        for (var symbol = 0; symbol < DistanceSymbols; symbol++)
            bits += (long)_distances[symbol] * (_distanceCode.Lengths[symbol] + DistanceBits(symbol));
        return bits;
    }

    /// <summary>The bits after a length's code. Four codes share a number of bits, but for the first eight and the last one.</summary>
    private static int LengthBits(int symbol) => symbol is < 8 or 28 ? 0 : (symbol >> 2) - 1;

    private static int DistanceBits(int symbol) => symbol < 4 ? 0 : (symbol >> 1) - 1;

    /// <summary>Two codes a power of two.</summary>
    private static int DistanceSymbol(int distance)
    {
        if (distance <= 2)
            return distance - 1;

        var power = BitOperations.Log2((uint)(distance - 1));
        return (power << 1) + ((distance - 1 >> (power - 1)) & 1);
    }

    private static byte[] CreateLengthSymbols()
    {
        var symbols = new byte[256];
        for (int symbol = 0, length = 0; symbol < 28; symbol++)
            for (var i = 0; i < 1 << LengthBits(symbol) && length < symbols.Length; i++)
                symbols[length++] = (byte)symbol;

        // 258 has a code of its own.
        symbols[255] = 28;
        return symbols;
    }
}

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>The description of a block's two codes at its beginning: their lengths, runs shortened, in a third code (RFC 1951 §3.2.7).</summary>
internal sealed class CodeLengths
{
    private const int Symbols = 19;

    private static readonly byte[] Order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly byte[] _all = new byte[286 + 30];
    private readonly (byte Symbol, byte Extra)[] _items = new (byte, byte)[286 + 30];
    private readonly int[] _frequencies = new int[Symbols];
    private readonly HuffmanCode _code = new(Symbols, 7);
    private int _literals;
    private int _distances;
    private int _described;
    private int _count;

    /// <summary>How many bits <see cref="Write"/> writes.</summary>
    public int Bits { get; private set; }

    public void Describe(HuffmanCode literals, HuffmanCode distances)
    {
        (_literals, _distances) = (literals.Described(257), distances.Described(1));
        literals.Lengths.AsSpan(0, _literals).CopyTo(_all);
        distances.Lengths.AsSpan(0, _distances).CopyTo(_all.AsSpan(_literals));
        Shorten(_all.AsSpan(0, _literals + _distances));
        _code.Build(_frequencies);

        _described = Symbols;
        while (_described > 4 && _code.Lengths[Order[_described - 1]] == 0)
            _described--;
        Bits = 14 + 3 * _described;
        foreach (var (symbol, _) in _items.AsSpan(0, _count))
            Bits += _code.Lengths[symbol] + ExtraBits(symbol);
    }

    public void Write(ref BitWriter output)
    {
        output.Write((uint)(_literals - 257), 5);
        output.Write((uint)(_distances - 1), 5);
        output.Write((uint)(_described - 4), 4);
        foreach (var symbol in Order.AsSpan(0, _described))
            output.Write(_code.Lengths[symbol], 3);
        foreach (var (symbol, extra) in _items.AsSpan(0, _count))
        {
            output.Write(_code.Codes[symbol], _code.Lengths[symbol]);
            output.Write(extra, ExtraBits(symbol));
        }
    }

    private void Shorten(ReadOnlySpan<byte> lengths)
    {
        _count = 0;
        Array.Clear(_frequencies);
        while (lengths.Length > 0)
        {
            var length = lengths[0];
            var run = lengths.IndexOfAnyExcept(length) is >= 0 and var end ? end : lengths.Length;
            lengths = lengths[run..];
            if (length != 0)
            {
                Add(length, 0);
                run--;
            }

            for (; length == 0 && run >= 11; run -= Math.Min(run, 138))
                Add(18, Math.Min(run, 138) - 11);
            for (; length == 0 && run >= 3; run -= Math.Min(run, 10))
                Add(17, Math.Min(run, 10) - 3);
            for (; length != 0 && run >= 3; run -= Math.Min(run, 6))
                Add(16, Math.Min(run, 6) - 3);
            for (; run > 0; run--)
                Add(length, 0);
        }
    }

    private void Add(int symbol, int extra)
    {
        _items[_count++] = ((byte)symbol, (byte)extra);
        _frequencies[symbol]++;
    }

    private static int ExtraBits(int symbol) => symbol switch
    {
        16 => 2,
        17 => 3,
        18 => 7,
        _ => 0,
    };
}

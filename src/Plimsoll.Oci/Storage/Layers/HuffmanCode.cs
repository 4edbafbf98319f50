namespace Plimsoll.Oci.Storage.Layers;

/// <summary>A canonical Huffman code (RFC 1951 §3.2.2) for symbols of known frequency; the same frequencies always give the same code.</summary>
internal sealed class HuffmanCode
{
    private const int SymbolBits = 9;

    private readonly int[] _order;
    private readonly int[] _weights;
    private readonly int _maximum;

    /// <param name="symbols">How many symbols there are.</param>
    /// <param name="maximum">The most bits that one may have.</param>
    public HuffmanCode(int symbols, int maximum)
    {
        _maximum = maximum;
        _order = new int[symbols];
        _weights = new int[symbols];
        Lengths = new byte[symbols];
        Codes = new ushort[symbols];
    }

    /// <summary>The bits of each symbol; 0 for one that does not occur.</summary>
    public byte[] Lengths { get; }

    /// <summary>The code of each symbol, its first bit lowest.</summary>
    public ushort[] Codes { get; }

    /// <summary>Makes the code. At least two symbols get one, because some readers refuse a code of one symbol.</summary>
    /// <param name="frequencies">How often each symbol occurs; ones may be added.</param>
    public void Build(Span<int> frequencies)
    {
        for (var symbol = 0; frequencies.Length - frequencies.Count(0) < 2; symbol++)
            frequencies[symbol] = Math.Max(1, frequencies[symbol]);

        var count = Sort(frequencies);
        MeasureDepths(count);
        Span<int> lengths = stackalloc int[_maximum + 1];
        CountLengths(lengths, count);

        Array.Clear(Lengths);
        var next = count;
        for (var length = 1; length <= _maximum; length++)
            for (var i = 0; i < lengths[length]; i++)
                Lengths[_order[--next]] = (byte)length;
        AssignCodes(lengths);
    }

    /// <summary>How many symbols have to be described: all up to the last one that occurs.</summary>
    public int Described(int minimum) => Math.Max(minimum, Lengths.AsSpan().LastIndexOfAnyExcept((byte)0) + 1);

    /// <summary>The symbols that occur, rarest first; of equal ones the first symbol first.</summary>
    private int Sort(ReadOnlySpan<int> frequencies)
    {
        var count = 0;
        for (var symbol = 0; symbol < frequencies.Length; symbol++)
            if (frequencies[symbol] > 0)
                _order[count++] = (frequencies[symbol] << SymbolBits) | symbol;
        _order.AsSpan(0, count).Sort();
        for (var i = 0; i < count; i++)
            (_weights[i], _order[i]) = (_order[i] >> SymbolBits, _order[i] & ((1 << SymbolBits) - 1));
        return count;
    }

    /// <summary>
    /// Turns the weights, which are sorted, into depths in place: "In-Place Calculation of Minimum-Redundancy Codes",
    /// Moffat and Katajainen, 1995.
    /// </summary>
    private void MeasureDepths(int count)
    {
        var weights = _weights.AsSpan(0, count);
        var (leaf, root) = (2, 0);
        weights[0] += weights[1];
        for (var next = 1; next < count - 1; next++)
        {
            weights[next] = 0;
            for (var child = 0; child < 2; child++)
                if (leaf >= count || (root < next && weights[root] < weights[leaf]))
                {
                    weights[next] += weights[root];
                    weights[root++] = next;
                }
                else
                {
                    weights[next] += weights[leaf++];
                }
        }

        weights[count - 2] = 0;
        for (var next = count - 3; next >= 0; next--)
            weights[next] = weights[weights[next]] + 1;

        var (available, used, depth) = (1, 0, 0);
        root = count - 2;
        for (var next = count - 1; available > 0; depth++)
        {
            for (; root >= 0 && weights[root] == depth; root--)
                used++;
            for (; available > used; available--)
                weights[next--] = depth;
            (available, used) = (2 * used, 0);
        }
    }

    /// <summary>How many symbols have each length; those that would be too long are shortened at the cost of others.</summary>
    private void CountLengths(Span<int> lengths, int count)
    {
        lengths.Clear();
        foreach (var depth in _weights.AsSpan(0, count))
            lengths[Math.Min(depth, _maximum)]++;

        var total = 0;
        for (var length = 1; length <= _maximum; length++)
            total += lengths[length] << (_maximum - length);
        for (; total > 1 << _maximum; total--)
        {
            var length = _maximum - 1;
            while (lengths[length] == 0)
                length--;
            lengths[_maximum]--;
            lengths[length]--;
            lengths[length + 1] += 2;
        }
    }

    private void AssignCodes(ReadOnlySpan<int> lengths)
    {
        Span<int> next = stackalloc int[_maximum + 1];
        var code = 0;
        for (var length = 1; length <= _maximum; length++)
        {
            next[length] = code;
            code = (code + lengths[length]) << 1;
        }

        for (var symbol = 0; symbol < Lengths.Length; symbol++)
            if (Lengths[symbol] is > 0 and var length)
                Codes[symbol] = Reverse(next[length]++, length);
    }

    private static ushort Reverse(int code, int length)
    {
        var reversed = 0;
        for (; length > 0; length--, code >>= 1)
            reversed = (reversed << 1) | (code & 1);
        return (ushort)reversed;
    }
}

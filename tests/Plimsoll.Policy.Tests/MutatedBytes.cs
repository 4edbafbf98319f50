using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Bytes that are nearly those of a file: some put in, some changed, some taken away.</summary>
internal static class MutatedBytes
{
    /// <summary>Up to a dozen changes, half of them with a byte that means something to the grammar.</summary>
    public static Gen<(int At, byte Value, int How)[]> Changes(string special)
    {
        var bytes = special.Select(c => (byte)c).ToArray();
        return Gen.Select(Gen.Int[0, 300], Gen.OneOf(Gen.Byte, Gen.Int[0, bytes.Length - 1].Select(i => bytes[i])), Gen.Int[0, 2]).Array[0, 12];
    }

    public static byte[] Create(IEnumerable<byte> original, (int At, byte Value, int How)[] changes)
    {
        var bytes = original.ToList();
        foreach (var (at, value, how) in changes)
        {
            var index = at % Math.Max(1, bytes.Count);
            if (how == 0)
                bytes.Insert(index, value);
            else if (how == 1 && bytes.Count > 0)
                bytes[index] = value;
            else if (bytes.Count > 0)
                bytes.RemoveAt(index);
        }

        return [.. bytes];
    }
}

using CsCheck;

namespace Plimsoll.Testing.Hostile;

/// <summary>One change of some bytes. It fits any length: places are taken from the end where they are behind it.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="At">Where.</param>
/// <param name="Length">With how many bytes.</param>
/// <param name="Piece">What is put in.</param>
public sealed record ByteEdit(ByteEditKind Kind, int At, int Length, byte[] Piece)
{
    private static readonly Gen<byte[]> Pieces = Gen.Frequency(
        (4, Gen.Byte.Select(value => new[] { value })),
        (2, HostileText.OneOf<byte>(0, 1, 0x7f, 0x80, 0xff, (byte)'"', (byte)'\\', (byte)'{', (byte)'}', (byte)'[', (byte)']', (byte)',', (byte)':', (byte)'/', (byte)'<', (byte)'>', (byte)';', (byte)'=', (byte)'\n', (byte)'\r', (byte)'-', (byte)'9').Select(value => new[] { value })),
        (2, HostileText.Any.Select(HostileText.Encode)),
        (1, HostileText.OneOf<byte[]>([0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0, 0, 0xFE, 0xFF], [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD])));

    /// <summary>Any change.</summary>
    public static Gen<ByteEdit> Any { get; } =
        from kind in Gen.Enum<ByteEditKind>()
        from at in Gen.Frequency((3, Gen.Int[0, 200]), (2, Gen.Int[0, 1 << 20]))
        from length in Gen.Frequency((4, Gen.Int[1, 8]), (1, Gen.Int[1, 4096]))
        from piece in Pieces
        select new ByteEdit(kind, at, length, piece);

    /// <summary>Bytes near to valid ones.</summary>
    /// <param name="corpus">Valid ones.</param>
    public static Gen<byte[]> Near(params byte[][] corpus) =>
        Gen.Select(Gen.Int[0, corpus.Length - 1], Any.Array[1, 4]).Select((index, edits) => edits.Aggregate(corpus[index], (bytes, edit) => edit.Apply(bytes, corpus)));

    /// <summary>Text near to valid text.</summary>
    /// <param name="corpus">Valid ones.</param>
    public static Gen<byte[]> Near(params string[] corpus) => Near([.. corpus.Select(System.Text.Encoding.UTF8.GetBytes)]);

    private byte[] Apply(byte[] bytes, byte[][] corpus)
    {
        var at = bytes.Length == 0 ? 0 : At % (bytes.Length + 1);
        var end = Math.Min(bytes.Length, at + Length);
        switch (Kind)
        {
            case ByteEditKind.Flip when at < bytes.Length:
                var flipped = bytes.ToArray();
                flipped[at] ^= (byte)(1 << (Length & 7));
                return flipped;
            case ByteEditKind.Overwrite:
                return [.. bytes[..at], .. Piece, .. bytes[Math.Min(bytes.Length, at + Piece.Length)..]];
            case ByteEditKind.Insert:
                return [.. bytes[..at], .. Piece, .. bytes[at..]];
            case ByteEditKind.Delete:
                return [.. bytes[..at], .. bytes[end..]];
            case ByteEditKind.Repeat:
                return [.. bytes[..end], .. bytes[at..]];
            case ByteEditKind.Truncate:
                return bytes[..at];
            case ByteEditKind.Splice:
                var other = corpus[Length % corpus.Length];
                return [.. bytes[..at], .. other[(other.Length == 0 ? 0 : At % other.Length)..]];
            default:
                return bytes;
        }
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Plimsoll.Storage.Archives;

/// <summary>
/// Writes the header block of a plain file in a tar (POSIX ustar) with fixed owner, mode and time, so that the same
/// content gives the same bytes. The writer of the class library wants to seek in the destination or the content.
/// </summary>
internal static class TarHeader
{
    /// <summary>Headers and contents are padded to this many bytes.</summary>
    public const int BlockSize = 512;

    private const int MaximumNameLength = 100;
    private const long MaximumOctalSize = 0x1_FFFF_FFFF;

    /// <summary>The block for a file of <paramref name="size"/> bytes.</summary>
    public static byte[] ForFile(string name, long size)
    {
        if (name.Length > MaximumNameLength || !Ascii.IsValid(name))
            throw new ArgumentException($"'{name}' does not fit into a tar header.", nameof(name));

        var block = new byte[BlockSize];
        Encoding.ASCII.GetBytes(name, block);
        "0000644\0"u8.CopyTo(block.AsSpan(100));
        "0000000\0"u8.CopyTo(block.AsSpan(108));
        "0000000\0"u8.CopyTo(block.AsSpan(116));
        WriteSize(block.AsSpan(124, 12), size);
        "00000000000\0"u8.CopyTo(block.AsSpan(136));
        block[156] = (byte)'0';
        "ustar\0"u8.CopyTo(block.AsSpan(257));
        "00"u8.CopyTo(block.AsSpan(263));

        // The checksum is taken with its own field filled with spaces.
        var checksum = block.AsSpan(148, 8);
        checksum.Fill((byte)' ');
        var sum = 0;
        foreach (var value in block)
            sum += value;
        Encoding.ASCII.GetBytes(Octal(sum, 6), checksum);
        checksum[6] = 0;
        return block;
    }

    /// <summary>How many zero bytes follow a content of <paramref name="size"/> bytes.</summary>
    public static int Padding(long size) => (int)(-size & (BlockSize - 1));

    private static void WriteSize(Span<byte> field, long size)
    {
        if (size <= MaximumOctalSize)
        {
            Encoding.ASCII.GetBytes(Octal(size, 11), field);
            return;
        }

        // Eleven octal digits end at 8 GiB; beyond that every tar reader of today knows GNU's binary form.
        field[0] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(field[4..], size);
    }

    private static string Octal(long value, int digits) => Convert.ToString(value, 8).PadLeft(digits, '0');
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>
/// Writes the header of a plain file in a tar (POSIX ustar) with fixed owner, mode and time, so that the same
/// content gives the same bytes. The writer of the class library wants to seek in the destination or the content. A name
/// too long for the block, such as that of a sha512 blob, goes before it in a record of its own (POSIX pax).
/// </summary>
internal static class TarHeader
{
    /// <summary>Headers and contents are padded to this many bytes.</summary>
    public const int BlockSize = 512;

    private const int MaximumNameLength = 100;
    private const long MaximumOctalSize = 0x1_FFFF_FFFF;

    /// <summary>What stands before the content of a file of <paramref name="size"/> bytes: one block, or more for a long name.</summary>
    public static byte[] ForFile(string name, long size)
    {
        if (!Ascii.IsValid(name))
            throw new ArgumentException($"'{name}' does not fit into a tar header.", nameof(name));
        if (name.Length <= MaximumNameLength)
            return Block(name, (byte)'0', size);

        // Readers that do not know the record see the end of the name, which still tells blobs apart.
        var record = PathRecord(name);
        var end = name[^MaximumNameLength..];
        return [.. Block(end, (byte)'x', record.Length), .. record, .. new byte[Padding(record.Length)], .. Block(end, (byte)'0', size)];
    }

    /// <summary>How many zero bytes follow a content of <paramref name="size"/> bytes.</summary>
    public static int Padding(long size) => (int)(-size & (BlockSize - 1));

    /// <summary><c>LENGTH path=NAME</c> and a line break; the length counts its own digits, too.</summary>
    private static byte[] PathRecord(string name)
    {
        var rest = $" path={name}\n";
        var length = rest.Length;
        while (length != rest.Length + Decimal(length).Length)
            length++;
        return Encoding.ASCII.GetBytes(Decimal(length) + rest);
    }

    private static byte[] Block(string name, byte type, long size)
    {
        var block = new byte[BlockSize];
        Encoding.ASCII.GetBytes(name, block);
        "0000644\0"u8.CopyTo(block.AsSpan(100));
        "0000000\0"u8.CopyTo(block.AsSpan(108));
        "0000000\0"u8.CopyTo(block.AsSpan(116));
        WriteSize(block.AsSpan(124, 12), size);
        "00000000000\0"u8.CopyTo(block.AsSpan(136));
        block[156] = type;
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

    private static string Decimal(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Octal(long value, int digits) => Convert.ToString(value, 8).PadLeft(digits, '0');
}

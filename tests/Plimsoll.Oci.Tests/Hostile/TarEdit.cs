using System.Text;
using CsCheck;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Oci.Tests.Hostile;

/// <summary>One change of a tar in the header of an entry, whose checksum is right afterwards, or one more header before it.</summary>
/// <param name="Entry">Which entry; from the start again where there are fewer.</param>
/// <param name="Field">Which field, or a header that is put in before it.</param>
/// <param name="Value">What is written.</param>
internal sealed record TarEdit(int Entry, int Field, byte[] Value)
{
    private const int Block = 512;
    private const int Checksum = 6;
    private const int Type = 7;

    private static readonly (int Offset, int Length)[] Fields =
        [(0, 100), (100, 8), (108, 8), (116, 8), (124, 12), (136, 12), (148, 8), (156, 1), (157, 100), (257, 8), (265, 32), (297, 32), (329, 8), (337, 8), (345, 155), (386, 24), (482, 1), (483, 12)];

    private static readonly Gen<byte[]> Values = Gen.Frequency(
        (4, HostileText.OneOf(
            "00000000000", "77777777777", "-0000000001", "00000000777", "99999999999", "           ", "1", "18446744073709551615", "ustar  ", "ustar\u000000", "../x", "/x", "manifest.json", "index.json", "blobs/sha256/../x", "a\0b").Select(Encoding.Latin1.GetBytes)),
        (3, HostileText.OneOf<byte[]>([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], [0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x80, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x80], [0xff])),
        (4, HostileText.OneOf([.. "01234567xgLKSDMNVAXZ"u8.ToArray().Append((byte)0).Append((byte)0xff).Append((byte)' ').Select(value => new[] { value })])),
        (3, HostileText.Any.Select(HostileText.Encode)),
        (4, HostileText.OneOf(
            "size=0", "size=-1", "size=99999999999999999999", "size=1099511627776", "size=x", "path=../../etc/passwd", "path=/etc/passwd", "path=", "path=a\0b", "linkpath=/etc/passwd", "mtime=1e999", "mtime=-1", "mtime=99999999999999999", "atime=NaN", "uid=-1", "gid=99999999999", "uname=\u202e", "GNU.sparse.major=1", "GNU.sparse.name=x", "GNU.sparse.realsize=99999999999", "GNU.sparse.map=0,1,2", "hdrcharset=BINARY", "charset=x", "SCHILY.xattr.a=b", "=", "", "a", "size=1\n11 size=2").Select(Encoding.UTF8.GetBytes)));

    /// <summary>Tars near to valid ones.</summary>
    /// <param name="corpus">Valid ones.</param>
    public static Gen<byte[]> Near(params byte[][] corpus) => Gen.Frequency(
        (3, Gen.Select(Gen.Int[0, corpus.Length - 1], Any.Array[1, 3]).Select((index, edits) => edits.Aggregate(corpus[index], (tar, edit) => edit.Apply(tar)))),
        (1, ByteEdit.Near(corpus)));

    private static Gen<TarEdit> Any { get; } = Gen.Select(Gen.Int[0, 30], Gen.Int[0, Fields.Length + 3], Values, (entry, field, value) => new TarEdit(entry, field, value));

    private byte[] Apply(byte[] tar)
    {
        var headers = FindHeaders(tar);
        if (headers.Count == 0)
            return tar;

        var at = headers[Entry % headers.Count];
        if (Field >= Fields.Length)
            return [.. tar[..at], .. Extra(), .. tar[at..]];

        var changed = tar.ToArray();
        var (offset, length) = Fields[Field];
        var field = changed.AsSpan(at + offset, length);
        field.Clear();
        (Field == Type ? Value.AsSpan(0, Math.Min(1, Value.Length)) : Value.AsSpan(0, Math.Min(length, Value.Length))).CopyTo(field);
        if (Field != Checksum)
            Sign(changed.AsSpan(at, Block));
        return changed;
    }

    /// <summary>A header of an extended attribute (x, g) or of a long name (L, K) with its content; the length of a record is right or not.</summary>
    private byte[] Extra()
    {
        var type = "xgLK"[Field - Fields.Length];
        var record = $" {Encoding.Latin1.GetString(Value)}\n";
        var content = type is 'L' or 'K' ? [.. Value, 0] : Encoding.Latin1.GetBytes(Entry % 4 == 0 ? $"{Entry * 999}{record}" : $"{record.Length + $"{record.Length + 2}".Length}{record}");
        var header = new byte[Block];
        "extra"u8.CopyTo(header);
        Encoding.ASCII.GetBytes("0000644\00000000\00000000\0").CopyTo(header, 100);
        Encoding.ASCII.GetBytes(Convert.ToString(content.Length, 8).PadLeft(11, '0')).CopyTo(header, 124);
        "00000000000"u8.CopyTo(header.AsSpan(136));
        header[156] = (byte)type;
        "ustar\000"u8.CopyTo(header.AsSpan(257));
        Sign(header);
        return [.. header, .. content, .. new byte[-content.Length & (Block - 1)]];
    }

    private static void Sign(Span<byte> header)
    {
        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
            sum += value;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header.Slice(148, 8));
    }

    private static List<int> FindHeaders(byte[] tar)
    {
        var found = new List<int>();
        for (long at = 0; at + Block <= tar.Length && tar[at] != 0;)
        {
            found.Add((int)at);
            var size = Encoding.ASCII.GetString(tar, (int)at + 124, 11).Trim('\0', ' ');
            long length = 0;
            foreach (var digit in size)
                length = (length * 8) + (digit & 7);
            at += Block + ((length + Block - 1) & ~(Block - 1L));
        }

        return found;
    }
}

using System.Buffers.Binary;
using System.Runtime.Versioning;

namespace Plimsoll.Git;

/// <summary>A tracked file (gitformat-index, "Index entry"), and what it was like when git looked at it last.</summary>
internal readonly ref struct IndexEntry
{
    private const uint File = 0x81A4;
    private const uint ExecutableFile = 0x81ED;
    private const uint Link = 0xA000;
    private const int NameOffset = 62;
    private const int LongestCounted = 0xFFF;

    private readonly ReadOnlySpan<byte> _bytes;

    private IndexEntry(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name)
    {
        _bytes = bytes;
        Name = name;
    }

    /// <summary>Its path below the working tree.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The id of its content.</summary>
    public ReadOnlySpan<byte> Id => _bytes.Slice(40, HexId.ByteLength);

    /// <summary>When its content was modified.</summary>
    public FileTime Modified => new(Number(8), Number(12));

    /// <summary>Takes one from the start of some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="length">How many bytes it takes.</param>
    /// <returns>Whether it is a plain one: no submodule, conflict or file that git was told not to look at.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out IndexEntry entry, out int length)
    {
        entry = default;
        length = 0;
        if (bytes.Length < NameOffset)
            return false;

        int flags = BinaryPrimitives.ReadUInt16BigEndian(bytes[60..]);
        var end = bytes[NameOffset..].IndexOf((byte)0);
        if (end <= 0 || flags != Math.Min(end, LongestCounted) || BinaryPrimitives.ReadUInt32BigEndian(bytes[24..]) is not (File or ExecutableFile or Link))
            return false;

        // At least one byte of 0 behind the name, to a multiple of eight.
        length = (NameOffset + end + 8) & ~7;
        if (length > bytes.Length)
            return false;
        entry = new IndexEntry(bytes[..length], bytes.Slice(NameOffset, end));
        return true;
    }

    /// <summary>Whether a file is of the type that this is, with the same right to be executed.</summary>
    [SupportedOSPlatform("linux")]
    public bool IsOfType(LinuxFile status) => Number(24) switch
    {
        Link => status.IsLink,
        var mode => status.IsFile && status.IsExecutable == (mode == ExecutableFile),
    };

    /// <summary>Whether nothing happened to the file since.</summary>
    [SupportedOSPlatform("linux")]
    public bool Is(LinuxFile status) =>
        Modified == status.Modified && new FileTime(Number(0), Number(4)) == status.Changed
        && Number(20) == (uint)status.Number && Number(28) == status.Owner && Number(32) == status.Group && Number(36) == (uint)status.Size;

    private uint Number(int offset) => BinaryPrimitives.ReadUInt32BigEndian(_bytes[offset..]);
}

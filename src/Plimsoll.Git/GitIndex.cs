using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Plimsoll.Git;

/// <summary>
/// The index of a working tree (gitformat-index), of version 2, which is what git writes unless told otherwise: each tracked file with
/// what it was like when git looked at it last; and which folder's object all of them together are.
/// </summary>
internal sealed class GitIndex : IDisposable
{
    private const uint Magic = 0x44495243;
    private const uint Version = 2;
    private const uint FoldersExtension = 0x54524545;
    private const int HeaderLength = 12;
    private const int TrailerLength = HexId.ByteLength;

    private readonly MappedFile _file;

    private GitIndex(MappedFile file) => _file = file;

    /// <summary>Opens an index; <c>null</c> where it is of another version or none.</summary>
    public static GitIndex? TryOpen(string path)
    {
        if (MappedFile.TryOpen(path) is not { } file)
            return null;
        if (file.Length is >= HeaderLength + TrailerLength and <= int.MaxValue && BinaryPrimitives.ReadUInt32BigEndian(file.Slice(0, 4)) == Magic && BinaryPrimitives.ReadUInt32BigEndian(file.Slice(4, 4)) == Version)
            return new GitIndex(file);

        file.Dispose();
        return null;
    }

    /// <summary>Looks at the entries in turn, and at what is behind them.</summary>
    /// <param name="isUnchanged">Says of each whether it is as HEAD has it, as far as its file goes.</param>
    /// <param name="tree">The folder that HEAD has.</param>
    /// <returns>Whether all are, and are those of that folder. Also <c>false</c> where something is not understood.</returns>
    public bool Is(IndexEntryTest isUnchanged, string tree)
    {
        var bytes = _file.Slice(0, (int)_file.Length - TrailerLength);
        var count = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
        bytes = bytes[HeaderLength..];
        for (var i = 0u; i < count; i++)
        {
            if (!IndexEntry.TryRead(bytes, out var entry, out var length) || !isUnchanged(entry))
                return false;
            bytes = bytes[length..];
        }

        // A name of four letters, small where one must not be passed over, and a length.
        while (bytes.Length >= 8)
        {
            var (name, length) = (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));
            if (length > bytes.Length - 8 || !char.IsAsciiLetterUpper((char)bytes[0]))
                return false;
            if (name == FoldersExtension)
                return IsFolder(bytes.Slice(8, (int)length), count, tree);
            bytes = bytes[(8 + (int)length)..];
        }

        return false;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The first is the root: an empty name, how many files are in it or -1 where that is not known, how many folders, and its id.</summary>
    private static bool IsFolder(ReadOnlySpan<byte> folders, uint count, string tree)
    {
        var line = folders.IndexOf((byte)'\n');
        return line > 1 && folders[0] == 0
            && Encoding.ASCII.GetString(folders[1..line]).Split(' ') is [var files, _]
            && uint.TryParse(files, NumberStyles.None, CultureInfo.InvariantCulture, out var known) && known == count
            && folders.Length >= line + 1 + HexId.ByteLength && Convert.ToHexStringLower(folders.Slice(line + 1, HexId.ByteLength)) == tree;
    }
}

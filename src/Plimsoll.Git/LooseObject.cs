using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Plimsoll.Git;

/// <summary>The file of one object (gitrepository-layout, objects): a stream of zlib of its kind, its length, a byte of 0 and its bytes.</summary>
internal static class LooseObject
{
    /// <summary>A stream of zlib ends in a checksum (RFC 1950).</summary>
    private const int TrailerLength = 4;

    /// <summary>Whether a file is one whole stream of zlib that holds as many bytes as it begins with, or, where asked, that of a blob.</summary>
    public static bool IsWhole(string file, bool ofEveryType)
    {
        byte[] none = [];
        return Read(file, ofEveryType, 0, ref none, out _, out _) != LooseObjectState.Corrupt;
    }

    /// <summary>Reads an object and sees whether it is whole.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="ofEveryType">Whether a blob is read.</param>
    /// <param name="most">How many bytes are kept at most.</param>
    /// <param name="bytes">Takes them, and grows where it is too short.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="length">How many there are.</param>
    public static LooseObjectState Read(string file, bool ofEveryType, int most, ref byte[] bytes, out ObjectKind kind, out int length)
    {
        (kind, length) = (default, 0);
        try
        {
            using var stored = RegularFile.TryOpen(file);
            if (stored is null || stored.Length < TrailerLength)
                return LooseObjectState.Corrupt;

            using var content = new ZLibStream(stored, CompressionMode.Decompress, leaveOpen: true);
            Span<byte> buffer = stackalloc byte[4096];
            var read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            var start = buffer[..read].IndexOf((byte)0) + 1;
            if (start == 0 || Encoding.ASCII.GetString(buffer[..(start - 1)]).Split(' ') is not [var type, var number] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                return LooseObjectState.Corrupt;

            var isKept = Enum.TryParse(type, ignoreCase: true, out kind) && size <= most;
            if (kind == ObjectKind.Blob && !ofEveryType)
                return LooseObjectState.Unread;
            if (isKept && bytes.Length < size)
                bytes = new byte[size];

            var (total, checksum) = ((long)-start, Adler32.Start);
            for (; read > 0 && total <= size; read = content.Read(buffer))
            {
                checksum = Adler32.Append(checksum, buffer[..read]);
                if (isKept && total + read <= size)
                    buffer[(total < 0 ? start : 0)..read].CopyTo(bytes.AsSpan((int)Math.Max(total, 0)));
                total += read;
            }

            // What is cut off within the checksum is no error to ZLibStream.
            stored.Seek(-TrailerLength, SeekOrigin.End);
            stored.ReadExactly(buffer[..TrailerLength]);
            if (total != size || BinaryPrimitives.ReadUInt32BigEndian(buffer) != checksum)
                return LooseObjectState.Corrupt;

            length = isKept ? (int)size : 0;
            return isKept ? LooseObjectState.Read : LooseObjectState.Unread;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            return LooseObjectState.Corrupt;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return LooseObjectState.Unread; // Gone, or not readable: libgit2 says so.
        }
    }
}

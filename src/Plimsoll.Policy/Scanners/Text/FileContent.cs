using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Plimsoll.Policy.Scanners.Text;

/// <summary>The bytes of a file, or why there are none.</summary>
/// <param name="Bytes">The content, or <c>null</c>.</param>
/// <param name="Problem">Why it could not be read, as the end of a sentence, or <c>null</c>.</param>
internal readonly record struct FileContent(byte[]? Bytes, string? Problem)
{
    /// <summary>Far above any manifest; what is larger is data or an attack.</summary>
    public const int MaximumBytes = 10 << 20;

    /// <summary>The problem of what is no file: nobody's deployment.</summary>
    public const string NoFile = "it is a pipe or a device, not a file";

    /// <summary>Reads a file of at most <see cref="MaximumBytes"/>.</summary>
    public static FileContent Read(string path)
    {
        try
        {
            using var file = RegularFile.OpenHandle(path);
            if (Length(file) is not { } length)
                return new(null, NoFile);
            if (length > MaximumBytes)
                return new(null, $"it has {length} bytes; the limit is {MaximumBytes}");

            var bytes = Read(file, (int)length);
            return bytes.Length > MaximumBytes ? new(null, $"it has more than {MaximumBytes} bytes") : new(bytes, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new(null, "it cannot be opened or read");
        }
    }

    /// <summary>The text without its byte order mark: UTF-16 where the mark says so, else UTF-8.</summary>
    public static string Text(byte[] bytes) => (Utf16Text(bytes) ?? Encoding.UTF8.GetString(bytes)).TrimStart('\uFEFF');

    /// <summary>The text of a file that starts with a byte order mark of UTF-16, else <c>null</c>.</summary>
    public static string? Utf16Text(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        _ => null,
    };

    private static long? Length(SafeFileHandle file)
    {
        try
        {
            return RandomAccess.GetLength(file);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Reads what the file holds by its length; to the end, or one byte past the limit, where it has none, as below /proc.</summary>
    private static byte[] Read(SafeFileHandle file, int length)
    {
        var bytes = new byte[length == 0 ? 4096 : length];
        var end = 0;
        for (int read; (read = RandomAccess.Read(file, bytes.AsSpan(end), end)) > 0;)
        {
            end += read;
            if (end == length || end > MaximumBytes)
                break;
            if (end == bytes.Length)
                Array.Resize(ref bytes, end * 2);
        }

        Array.Resize(ref bytes, end);
        return bytes;
    }
}

using System.Text;

namespace Plimsoll.Build;

/// <summary>Texts in files by methods of older builds; newer ones call those of <see cref="AbsolutePath"/>. Without an encoding it is UTF-8 without a byte order mark.</summary>
public static class TextTasks
{
    private static readonly UTF8Encoding Default = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Reads a file.</summary>
    public static string ReadAllText(string path, Encoding? encoding = null) => File.ReadAllText(path, encoding ?? Default);

    /// <summary>Reads the lines of a file.</summary>
    public static string[] ReadAllLines(string path, Encoding? encoding = null) => File.ReadAllLines(path, encoding ?? Default);

    /// <summary>Reads the bytes of a file.</summary>
    public static byte[] ReadAllBytes(string path) => File.ReadAllBytes(path);

    /// <summary>Writes a file, with its directories.</summary>
    public static void WriteAllText(string path, string content, Encoding? encoding = null)
    {
        FileSystemTasks.EnsureExistingParentDirectory(path);
        File.WriteAllText(path, content, encoding ?? Default);
    }

    /// <summary>Writes the lines of a file, with its directories.</summary>
    public static void WriteAllLines(string path, IEnumerable<string> lines, Encoding? encoding = null)
    {
        FileSystemTasks.EnsureExistingParentDirectory(path);
        File.WriteAllLines(path, lines, encoding ?? Default);
    }

    /// <summary>Writes the bytes of a file, with its directories.</summary>
    public static void WriteAllBytes(string path, byte[] bytes)
    {
        FileSystemTasks.EnsureExistingParentDirectory(path);
        File.WriteAllBytes(path, bytes);
    }
}

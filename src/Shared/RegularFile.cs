using Microsoft.Win32.SafeHandles;

namespace Plimsoll;

/// <summary>Opens files of a repository, which may be anything: a pipe without a writer would be waited for without end.</summary>
internal static class RegularFile
{
    /// <summary>Opens a file to read it, without waiting; <c>null</c> where it is a pipe or another thing without places.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be opened.</exception>
    public static FileStream? TryOpen(string path)
    {
        var file = new FileStream(OpenHandle(path), FileAccess.Read, bufferSize: 0);
        if (file.CanSeek)
            return file;

        file.Dispose();
        return null;
    }

    /// <summary>The same without a stream, and without the test: the length of a pipe cannot be asked for.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be opened.</exception>
    public static SafeFileHandle OpenHandle(string path) => OperatingSystem.IsWindows()
        ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        : UnixFile.OpenHandle(path, waits: false);
}

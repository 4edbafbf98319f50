using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Plimsoll.Oci;

/// <summary>Opens files of a repository, which may be anything: a pipe without a writer would be waited for without end.</summary>
internal static partial class RegularFile
{
    /// <summary>O_RDONLY, O_NONBLOCK and O_CLOEXEC.</summary>
    private const int FlagsOnLinux = 0x80800;
    private const int FlagsOnMacOS = 0x1000004;

    /// <summary>Opens a file to read it, without waiting; <c>null</c> where it is a pipe or another thing without places.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be opened.</exception>
    public static FileStream? TryOpen(string path)
    {
        if (OperatingSystem.IsWindows())
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

        var descriptor = Open(path, OperatingSystem.IsMacOS() ? FlagsOnMacOS : FlagsOnLinux);
        if (descriptor < 0)
            throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);

        var file = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        if (file.CanSeek)
            return file;

        file.Dispose();
        return null;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}

using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Plimsoll.Oci.Storage;

/// <summary>
/// The class library respects advisory locks of Unix even where it is to share a file with everybody. No other program does
/// that merely to read, so files that are only read are opened without asking for one.
/// </summary>
internal static partial class AdvisoryLock
{
    /// <summary>EWOULDBLOCK.</summary>
    private const int LockedOnLinux = 11;
    private const int LockedOnMacOS = 35;

    /// <summary>O_RDONLY and O_CLOEXEC.</summary>
    private const int ReadOnLinux = 0x80000;
    private const int ReadOnMacOS = 0x1000000;

    /// <summary>Whether a file was not opened because of such a lock.</summary>
    public static bool IsReason(Exception exception) =>
        exception is IOException { HResult: var number } && ((OperatingSystem.IsLinux() && number == LockedOnLinux) || (OperatingSystem.IsMacOS() && number == LockedOnMacOS));

    /// <summary>Opens a file to read it, whoever has locked it.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream OpenRead(string path)
    {
        var descriptor = Open(path, OperatingSystem.IsMacOS() ? ReadOnMacOS : ReadOnLinux);
        return descriptor >= 0
            ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0)
            : throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}

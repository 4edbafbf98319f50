using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Plimsoll;

/// <summary>Opens files as Unix does, without what the class library adds: a lock, following links, and waiting for the writer of a pipe.</summary>
internal static partial class UnixFile
{
    /// <summary>O_RDONLY and O_CLOEXEC, then O_NONBLOCK.</summary>
    private const int ReadOnLinux = 0x80000;
    private const int ReadOnMacOS = 0x1000000;
    private const int NoWaitOnLinux = 0x800;
    private const int NoWaitOnMacOS = 0x4;

    /// <summary>O_RDWR instead of O_RDONLY, and O_NOFOLLOW, which has one value on ARM and another elsewhere.</summary>
    private const int Write = 0x2;
    private const int NoFollowOnMacOS = 0x100;

    private static readonly int NoFollowOnLinux = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 or Architecture.Ppc64le ? 0x8000 : 0x20000;

    /// <summary>EWOULDBLOCK.</summary>
    private const int LockedOnLinux = 11;
    private const int LockedOnMacOS = 35;

    /// <summary>Whether a file was not opened because somebody has locked it, by an advisory lock of Unix.</summary>
    public static bool IsLocked(Exception exception) =>
        exception is IOException { HResult: var number } && IsLocked(number);

    /// <summary>Whether that is what a number of the system means.</summary>
    public static bool IsLocked(int number) => (OperatingSystem.IsLinux() && number == LockedOnLinux) || (OperatingSystem.IsMacOS() && number == LockedOnMacOS);

    /// <summary>Opens a file to read it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="waits">Whether a pipe is waited for until somebody writes to it.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle OpenHandle(string path, bool waits) =>
        OpenHandle(path, OperatingSystem.IsMacOS() ? ReadOnMacOS | (waits ? 0 : NoWaitOnMacOS) : ReadOnLinux | (waits ? 0 : NoWaitOnLinux));

    /// <summary>Opens a file that is there to read and write it, unless its name is a link. Nothing is waited for.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be opened, or is a link.</exception>
    public static SafeFileHandle OpenUnlinked(string path) =>
        OpenHandle(path, Write | (OperatingSystem.IsMacOS() ? ReadOnMacOS | NoWaitOnMacOS | NoFollowOnMacOS : ReadOnLinux | NoWaitOnLinux | NoFollowOnLinux));

    private static SafeFileHandle OpenHandle(string path, int flags)
    {
        var descriptor = Open(path, flags);
        if (descriptor >= 0)
            return new SafeFileHandle(descriptor, ownsHandle: true);

        var number = Marshal.GetLastPInvokeError();
        throw new IOException(new Win32Exception(number).Message, number);
    }

    /// <summary>The same as a stream.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream OpenRead(string path, bool waits) => new(OpenHandle(path, waits), FileAccess.Read, bufferSize: 0);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Plimsoll.Oci;

/// <summary>
/// Opens a file for this process alone, in a folder that others may have written to: a link that they put in its place is not
/// followed, because the file that it leads to would be written to.
/// </summary>
internal static partial class LockedFile
{
    /// <summary>LOCK_EX and LOCK_NB.</summary>
    private const int ExclusiveWithoutWaiting = 2 | 4;

    /// <summary>EACCES, which is the same on Linux and macOS.</summary>
    private const int Denied = 13;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file to read and write it; it is made where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isPrivate">Whether only its owner can read it where it is made.</param>
    /// <returns><c>null</c> where another process has it.</returns>
    /// <exception cref="IOException">It cannot be opened, or is a link, a folder, a pipe or a device.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be made or opened.</exception>
    public static FileStream? TryOpen(string path, bool isPrivate = false)
    {
        try
        {
            return OperatingSystem.IsWindows() ? OpenOnWindows(path) : TryMake(path, isPrivate) ?? OpenOnUnix(path);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    /// <summary>Locks a file or folder that is open.</summary>
    /// <returns>Whether it is this process's; also where the file system knows no locks, so that there is nothing to wait for.</returns>
    public static bool TryLock(SafeHandle file) => Lock(file, ExclusiveWithoutWaiting) == 0 || !UnixFile.IsLocked(Marshal.GetLastPInvokeError());

    private static FileStream OpenOnWindows(string path) => new FileInfo(path).LinkTarget is null
        ? new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0)
        : throw IsLink(path);

    /// <summary>What is made because nothing has its name follows no link.</summary>
    private static FileStream? TryMake(string path, bool isPrivate)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (isPrivate && !OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            return new FileStream(path, options);
        }
        catch (IOException exception) when (!IsHeld(exception) && new FileInfo(path) is var found && (found.Exists || found.LinkTarget is not null))
        {
            return null;
        }
    }

    private static FileStream? OpenOnUnix(string path)
    {
        SafeFileHandle handle;
        try
        {
            handle = UnixFile.OpenUnlinked(path);
        }
        catch (IOException exception)
        {
            throw new FileInfo(path).LinkTarget is not null ? IsLink(path)
                : exception.HResult == Denied ? new UnauthorizedAccessException($"Access to the path '{path}' is denied.", exception)
                : new IOException($"{exception.Message} : '{path}'", exception) { HResult = exception.HResult };
        }

        var file = new FileStream(handle, FileAccess.ReadWrite, bufferSize: 0);
        if (file.CanSeek && TryLock(handle))
            return file;

        var isHeld = file.CanSeek;
        file.Dispose();
        return isHeld ? null : throw new IOException($"'{path}' is not a regular file.");
    }

    private static IOException IsLink(string path) => new($"'{path}' is a link, which is not followed.");

    /// <summary>
    /// EWOULDBLOCK of Unix, and Windows' sharing violation: another process has the file. No other failure goes away by waiting,
    /// such as that of a disk that is full or only read.
    /// </summary>
    private static bool IsHeld(IOException exception) => UnixFile.IsLocked(exception) || exception.HResult is unchecked((int)0x80070020);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeHandle file, int operation);
}

namespace Plimsoll.Oci.Storage;

/// <summary>
/// The class library respects advisory locks of Unix even where it is to share a file with everybody. No other program does
/// that merely to read, so files that are only read are opened without asking for one.
/// </summary>
internal static class AdvisoryLock
{
    /// <summary>EWOULDBLOCK.</summary>
    private const int LockedOnLinux = 11;
    private const int LockedOnMacOS = 35;

    /// <summary>Whether a file was not opened because of such a lock.</summary>
    public static bool IsReason(Exception exception) =>
        exception is IOException { HResult: var number } && ((OperatingSystem.IsLinux() && number == LockedOnLinux) || (OperatingSystem.IsMacOS() && number == LockedOnMacOS));

    /// <summary>Opens a file to read it, whoever has locked it.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream OpenRead(string path) => UnixFile.OpenRead(path, waits: true);
}

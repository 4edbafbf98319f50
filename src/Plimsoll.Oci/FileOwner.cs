using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Plimsoll.Oci;

/// <summary>Tells whose a file or folder is, which the class library does not.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class FileOwner
{
    /// <summary>AT_FDCWD, AT_SYMLINK_NOFOLLOW and STATX_UID.</summary>
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint Owner = 0x8;

    /// <summary>Where <c>struct statx</c>, which is the same on every processor and takes 256 bytes, has the mask of what is known and the owner.</summary>
    private const int MaskOffset = 0;
    private const int OwnerOffset = 20;

    /// <summary>Whether it is the user's that this process runs as.</summary>
    public static bool IsThisUser(string path)
    {
        if (OperatingSystem.IsLinux())
            try
            {
                Span<byte> found = stackalloc byte[256];
                if (Status(CurrentFolder, path, NoFollow, Owner, ref MemoryMarshal.GetReference(found)) == 0 && (Read(found, MaskOffset) & Owner) != 0)
                    return Read(found, OwnerOffset) == EffectiveUser();
            }
            catch (EntryPointNotFoundException)
            {
                // A C library that is older than statx: musl before 1.2.5.
            }

        return CanChange(path);
    }

    /// <summary>Only the owner may set a mode, be it the one that is there; and root, who is then taken for every owner.</summary>
    private static bool CanChange(string path)
    {
        try
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static uint Read(ReadOnlySpan<byte> status, int offset) =>
        MemoryMarshal.Read<uint>(status[offset..]);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}

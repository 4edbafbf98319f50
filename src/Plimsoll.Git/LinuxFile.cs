using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Plimsoll.Git;

/// <summary>What Linux says of a file: all that git keeps of it to see whether it was changed.</summary>
/// <param name="Mode">The type and the rights.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Group">Which group's.</param>
/// <param name="Number">Which file it is (inode).</param>
/// <param name="Size">In bytes.</param>
/// <param name="Changed">When anything of it was changed.</param>
/// <param name="Modified">When its content was.</param>
[SupportedOSPlatform("linux")]
internal readonly partial record struct LinuxFile(uint Mode, uint Owner, uint Group, ulong Number, ulong Size, FileTime Changed, FileTime Modified)
{
    /// <summary>AT_FDCWD, AT_SYMLINK_NOFOLLOW and STATX_BASIC_STATS.</summary>
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint Basic = 0x7FF;

    private const uint TypeMask = 0xF000;
    private const uint FileType = 0x8000;
    private const uint FolderType = 0x4000;
    private const uint LinkType = 0xA000;

    /// <summary>Where <c>struct statx</c>, which is the same on every processor and takes 256 bytes, has what is asked for.</summary>
    private const int StatusLength = 256;

    public bool IsFile => (Mode & TypeMask) == FileType;

    public bool IsFolder => (Mode & TypeMask) == FolderType;

    public bool IsLink => (Mode & TypeMask) == LinkType;

    /// <summary>Whether its owner may execute it.</summary>
    public bool IsExecutable => (Mode & 0x40) != 0;

    /// <summary>Of the file or link itself; <c>null</c> where there is none, or the system does not tell.</summary>
    public static LinuxFile? TryRead(string path) => TryRead(Encoding.UTF8.GetBytes(path + '\0'));

    /// <inheritdoc cref="TryRead(string)"/>
    /// <param name="path">The path, with a byte of 0 behind it.</param>
    public static LinuxFile? TryRead(ReadOnlySpan<byte> path)
    {
        Span<byte> found = stackalloc byte[StatusLength];
        try
        {
            if (Read(CurrentFolder, in MemoryMarshal.GetReference(path), NoFollow, Basic, ref MemoryMarshal.GetReference(found)) != 0 || (At<uint>(found, 0) & Basic) != Basic)
                return null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // A C library that is older than statx: musl before 1.2.5.
        }

        return new LinuxFile(
            At<ushort>(found, 28), At<uint>(found, 20), At<uint>(found, 24), At<ulong>(found, 32), At<ulong>(found, 40),
            new FileTime(At<long>(found, 96), At<uint>(found, 104)), new FileTime(At<long>(found, 112), At<uint>(found, 120)));
    }

    private static T At<T>(ReadOnlySpan<byte> status, int offset)
        where T : unmanaged => MemoryMarshal.Read<T>(status[offset..]);

    [LibraryImport("libc", EntryPoint = "statx")]
    private static partial int Read(int folder, in byte path, int flags, uint mask, ref byte status);
}

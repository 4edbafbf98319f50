using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Plimsoll.Git;

/// <summary>
/// The objects of a repository as bytes, from libgit2 itself. LibGit2Sharp makes a dozen objects of every commit and looks it
/// up three times to tell its parents, which is half the time of a walk through a whole history.
/// </summary>
internal sealed partial class NativeObjects : SafeHandleZeroOrMinusOneIsInvalid, IObjectStore
{
    /// <summary>The library that LibGit2Sharp brings. Its name changes with LibGit2Sharp: then this must too, which a test says.</summary>
    public const string Library = "git2-5853918";

    private const int NotFound = -3;

    public NativeObjects()
        : base(ownsHandle: true)
    {
    }

    /// <summary>Opens the objects, or <c>null</c> where this is not the libgit2 that it was written for, or it cannot open them.</summary>
    /// <param name="folder">The repository's <c>objects</c>; those it borrows from others are found too.</param>
    public static NativeObjects? TryOpen(string folder)
    {
        try
        {
            // It counts its users; LibGit2Sharp is one already, and ends with the process.
            if (Initialize() >= 0 && Open(out var objects, folder) == 0)
                return objects;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
        }
        return null;
    }

    /// <inheritdoc/>
    public unsafe bool TryRead<T>(string id, Func<ReadOnlySpan<byte>, T> read, out T? result, out bool isMissing)
    {
        Span<byte> bytes = stackalloc byte[HexId.ByteLength];
        isMissing = !HexId.TryParse(id, bytes);
        result = default;
        if (isMissing)
            return false;

        int status;
        nint found;
        fixed (byte* pointer = bytes)
            status = Read(out found, this, pointer);

        isMissing = status == NotFound;
        if (status != 0)
            return false;
        try
        {
            result = read(new ReadOnlySpan<byte>(Data(found), checked((int)Size(found))));
            return true;
        }
        finally
        {
            FreeObject(found);
        }
    }

    /// <inheritdoc/>
    public unsafe ObjectKind? FindKind(string id, out bool isMissing)
    {
        Span<byte> bytes = stackalloc byte[HexId.ByteLength];
        isMissing = !HexId.TryParse(id, bytes);
        if (isMissing)
            return null;

        int status, type;
        fixed (byte* pointer = bytes)
            status = ReadHeader(out _, out type, this, pointer);
        isMissing = status == NotFound;
        return status == 0 && Enum.IsDefined((ObjectKind)type) ? (ObjectKind)type : null;
    }

    protected override bool ReleaseHandle()
    {
        Free(handle);
        return true;
    }

    [LibraryImport(Library, EntryPoint = "git_libgit2_init")]
    private static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "git_odb_open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(out NativeObjects objects, string folder);

    [LibraryImport(Library, EntryPoint = "git_odb_free")]
    private static partial void Free(nint objects);

    [LibraryImport(Library, EntryPoint = "git_odb_read")]
    private static unsafe partial int Read(out nint found, NativeObjects objects, byte* id);

    [LibraryImport(Library, EntryPoint = "git_odb_read_header")]
    private static unsafe partial int ReadHeader(out nuint size, out int type, NativeObjects objects, byte* id);

    [LibraryImport(Library, EntryPoint = "git_odb_object_data")]
    private static unsafe partial byte* Data(nint found);

    [LibraryImport(Library, EntryPoint = "git_odb_object_size")]
    private static partial nuint Size(nint found);

    [LibraryImport(Library, EntryPoint = "git_odb_object_free")]
    private static partial void FreeObject(nint found);
}

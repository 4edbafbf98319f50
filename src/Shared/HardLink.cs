using System.Runtime.InteropServices;

namespace Plimsoll;

/// <summary>
/// Gives a file a name that nothing has. <see cref="File.Move(string, string)"/> looks first and then renames, so that of two
/// processes the second can replace the file of the first; a link fails where there is a file.
/// </summary>
internal static partial class HardLink
{
    /// <summary>EEXIST, which is the same on Linux and macOS.</summary>
    private const int Exists = 17;

    /// <summary>Moves a file to a name in the same folder.</summary>
    /// <exception cref="IOException">There is a file of that name, or it cannot be made.</exception>
    public static void MoveToNew(string source, string target)
    {
        if (Create(source, target) == 0)
            File.Delete(source);
        else if (Marshal.GetLastPInvokeError() == Exists)
            throw new IOException($"The file '{target}' already exists.");
        else
            File.Move(source, target, overwrite: false); // A file system without links.
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string source, string target);
}

namespace Plimsoll.Oci;

/// <summary>Makes temporary files, and says what is wrong where that cannot be.</summary>
internal static class TemporaryFiles
{
    /// <summary>Makes a claimed file; see <see cref="ClaimedFile"/>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="prefix">What its name begins with.</param>
    /// <param name="extension">What its name ends with, a dot included.</param>
    /// <param name="options">How it is opened.</param>
    /// <exception cref="PlimsollException">The folder is not there or cannot be written to (exit code 2).</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public static FileStream Create(string folder, string prefix, string extension, FileStreamOptions options)
    {
        var parent = Path.GetFullPath(folder);
        try
        {
            return ClaimedFile.Create(parent, prefix, extension, options);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw PlimsollException.Usage($"A temporary file cannot be made: the folder {parent} does not exist.", Advise(folder), exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw PlimsollException.Usage($"A temporary file cannot be made in {parent}: this user may not write there.", Advise(folder), exception);
        }
        catch (IOException exception) when (IsReadOnly(exception))
        {
            throw PlimsollException.Usage($"A temporary file cannot be made in {parent}: the file system is read-only.", Advise(folder), exception);
        }
    }

    private static string Advise(string folder) => folder == Path.GetTempPath()
        ? $"Set {(OperatingSystem.IsWindows() ? "TMP" : "TMPDIR")} to a folder that exists and can be written to."
        : "Check the folder and its permissions.";

    /// <summary>EROFS, which is the same on Linux and macOS, and Windows' ERROR_WRITE_PROTECT.</summary>
    private static bool IsReadOnly(IOException exception) => exception.HResult is 30 or unchecked((int)0x80070013);
}

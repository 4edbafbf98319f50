namespace Plimsoll.Oci.Storage;

/// <summary>
/// Opens files of the user that become part of an image. Others may have them open, and write to them meanwhile, as
/// <c>docker build</c> allows too: what is locked is a log or a database more often than a mistake.
/// </summary>
internal static class SourceFile
{
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be opened, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, Shared, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (IOException exception) when (UnixFile.IsLocked(exception))
        {
            return UnixFile.OpenRead(path, waits: true);
        }
    }

    /// <summary>Opens a file that is read to the length it has now, whatever is written to it meanwhile.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PlimsollException">It cannot be opened, or is not there; the message names it (exit code 2).</exception>
    public static Stream OpenSteady(string path)
    {
        try
        {
            return new SteadyStream(Open(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    /// <summary>Reads a small file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PlimsollException">It cannot be read, or is not there; the message names it (exit code 2).</exception>
    public static byte[] Read(string path)
    {
        try
        {
            // It can be a pipe, which has no length.
            using var file = Open(path);
            using var content = new MemoryStream();
            file.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    /// <summary>What a file or folder could not be read for, in words.</summary>
    public static PlimsollException Unreadable(string path, Exception exception) => exception switch
    {
        UnauthorizedAccessException => PlimsollException.Usage($"Cannot read {path}: permission denied.", "Make it readable for this user, or leave it out.", exception),
        FileNotFoundException or DirectoryNotFoundException => PlimsollException.Usage($"Cannot read {path}: it was removed while the image was made.", "Run the command again when nothing changes these files.", exception),
        _ => PlimsollException.Usage($"Cannot read {path}: {exception.Message}", "Check the file, or leave it out.", exception),
    };
}

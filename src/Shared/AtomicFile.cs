namespace Plimsoll;

/// <summary>
/// Files that appear whole or not at all: written beside their place, flushed to disk, renamed. What killed processes left in
/// the folder goes away with the next write, folders that are not there are made, and a file that is replaced keeps its mode.
/// A link is replaced, not followed: a caller that wants it to stay names what it leads to. What is below <c>/dev</c>, and a pipe, is written
/// to and stays: replacing <c>/dev/null</c>, which root can, would break the machine. Linked into each assembly that cannot
/// see another's.
/// </summary>
internal static class AtomicFile
{
    private const int BufferSize = 64 * 1024;
    private const string Prefix = ".plimsoll-";
    private const string Extension = ".tmp";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes <paramref name="content"/> to its end; where that fails, nothing is left behind.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static Task WriteAsync(string path, Stream content, CancellationToken cancellationToken) =>
        WriteAsync(path, file => content.CopyToAsync(file, 1 << 20, cancellationToken), cancellationToken);

    /// <summary>Writes a small file.</summary>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(path, file => file.WriteAsync(content, cancellationToken).AsTask(), cancellationToken);

    /// <summary>Writes what <paramref name="write"/> gives.</summary>
    public static Task WriteAsync(string path, Func<Stream, Task> write, CancellationToken cancellationToken) =>
        WriteAsync(path, write, overwrite: true, newMode: null, cancellationToken);

    /// <summary>Writes a small file which, where it is new, only its owner can read.</summary>
    public static Task WritePrivateAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(path, file => file.WriteAsync(content, cancellationToken).AsTask(), overwrite: true, OwnerOnly, cancellationToken);

    /// <summary>Writes a small file where there is none.</summary>
    /// <returns>Whether it was written; <c>false</c> where there is a file of that name, which stays as it is.</returns>
    public static async Task<bool> TryCreateAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
            return false;

        try
        {
            await WriteAsync(path, file => file.WriteAsync(content, cancellationToken).AsTask(), overwrite: false, newMode: null, cancellationToken);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>Whether a file of this name, without a folder, is one that is, or was, written to become another.</summary>
    public static bool IsTemporary(ReadOnlySpan<char> name) => ClaimedFile.HasName(name, Prefix, Extension);

    /// <summary>Finds out whether files can be made in a folder, which is made where it is not there.</summary>
    /// <exception cref="IOException">They cannot.</exception>
    /// <exception cref="UnauthorizedAccessException">They must not.</exception>
    public static void Probe(string folder)
    {
        Directory.CreateDirectory(folder);
        ClaimedFile.Create(folder, Prefix, Extension, new FileStreamOptions { Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, Options = FileOptions.DeleteOnClose }).Dispose();
    }

    private static async Task WriteAsync(string path, Func<Stream, Task> write, bool overwrite, UnixFileMode? newMode, CancellationToken cancellationToken)
    {
        if (overwrite && IsDevice(Path.GetFullPath(path)))
        {
            await using var device = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            await write(device);
            await device.FlushAsync(cancellationToken);
            return;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var file = Open(folder, path, IsReplaced(path) ? OwnerOnly : newMode);
        var written = file.Name;
        try
        {
            await using (file)
            {
                ClaimedFile.RemoveAbandoned(file, Prefix, Extension);
                await write(file);
                await file.FlushAsync(cancellationToken);
                RandomAccess.FlushToDisk(file.SafeFileHandle);

                // Before it is closed, because others then take it for abandoned; only Windows shuts readers out until it is.
                if (!OperatingSystem.IsWindows())
                {
                    // Only now, so that what is half written is never open to more than its owner.
                    if (IsReplaced(path))
                        File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(path));
                    if (overwrite)
                        File.Move(written, path, overwrite: true);
                    else
                        HardLink.MoveToNew(written, path);
                }
            }

            if (OperatingSystem.IsWindows())
                File.Move(written, path, overwrite);
        }
        catch (Exception exception)
        {
            File.Delete(written);
            if (Rename(exception, folder, path) is { } renamed)
                throw renamed;
            throw;
        }
    }

    /// <summary>Whether there is a file whose mode the new one takes over. That of what a link leads to says nothing.</summary>
    private static bool IsReplaced(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null };

    /// <summary>Whether there is something that is written to rather than replaced: below <c>/dev</c> or <c>/proc</c>, or a pipe anywhere, unless a link leads to it.</summary>
    private static bool IsDevice(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
            return false;
        if (path.StartsWith("/proc/", StringComparison.Ordinal) || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)))
            return true;
        if (new FileInfo(path).LinkTarget is not null)
            return false;

        try
        {
            using var file = RegularFile.TryOpen(path);
            return file is null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Shared with readers, who may open it as soon as it has its name.</summary>
    private static FileStream Open(string folder, string target, UnixFileMode? mode)
    {
        var options = new FileStreamOptions
        {
            Access = FileAccess.Write,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = BufferSize,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows() && mode is not null)
            options.UnixCreateMode = mode;
        try
        {
            return ClaimedFile.Create(folder, Prefix, Extension, options);
        }
        catch (Exception exception) when (Rename(exception, folder, target) is { } renamed)
        {
            throw renamed;
        }
    }

    /// <summary>Whoever is told what failed knows the file, and not what it was called meanwhile; <c>null</c> where that was not said.</summary>
    private static Exception? Rename(Exception exception, string folder, string path)
    {
        var message = exception.Message;
        var start = message.IndexOf(Path.Combine(folder, Prefix), StringComparison.Ordinal);
        var end = start < 0 ? -1 : message.IndexOf(Extension, start, StringComparison.Ordinal);
        if (end < 0)
            return null;

        message = $"{message[..start]}{path}{message[(end + Extension.Length)..]}";
        return exception switch
        {
            IOException => new IOException(message, exception) { HResult = exception.HResult },
            UnauthorizedAccessException => new UnauthorizedAccessException(message, exception),
            _ => null,
        };
    }
}

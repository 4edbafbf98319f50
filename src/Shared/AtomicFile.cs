namespace Plimsoll;

/// <summary>
/// Files that appear whole or not at all: written beside their place, flushed to disk, renamed. What a killed process left of
/// the same file goes away with the next write, folders that are not there are made, and a file that is replaced keeps its mode.
/// A link is replaced, not followed: a caller that wants it to stay names what it leads to. What is below <c>/dev</c> is written to and
/// stays: replacing <c>/dev/null</c>, which root can, would break the machine. Linked into each assembly that cannot
/// see another's.
/// </summary>
internal static class AtomicFile
{
    private const int BufferSize = 64 * 1024;
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

    /// <summary>Whether a file is one that is, or was, written to become another.</summary>
    public static bool IsTemporary(string file, string name) =>
        file.StartsWith($".{name}.", StringComparison.Ordinal)
        && file.EndsWith(".tmp", StringComparison.Ordinal)
        && Guid.TryParseExact(file.AsSpan(name.Length + 2, Math.Max(0, file.Length - name.Length - 6)), "n", out _);

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
        var name = Path.GetFileName(path);
        Directory.CreateDirectory(folder);
        RemoveAbandoned(folder, name);

        var written = Path.Combine(folder, $".{name}.{Guid.NewGuid():n}.tmp");
        try
        {
            await using (var file = Open(written, File.Exists(path) ? OwnerOnly : newMode))
            {
                await write(file);
                await file.FlushAsync(cancellationToken);
                RandomAccess.FlushToDisk(file.SafeFileHandle);

                // Before it is closed, because others then take it for abandoned; only Windows shuts readers out until it is.
                if (!OperatingSystem.IsWindows())
                {
                    // Only now, so that what is half written is never open to more than its owner.
                    if (File.Exists(path))
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
        catch
        {
            File.Delete(written);
            throw;
        }
    }

    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal) && File.Exists(path);

    /// <summary>Shared with readers, who may open it as soon as it has its name.</summary>
    private static FileStream Open(string path, UnixFileMode? mode)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = BufferSize,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows() && mode is not null)
            options.UnixCreateMode = mode;
        return new FileStream(path, options);
    }

    /// <summary>Deletes what nobody has open. An empty one may be that of a process which is just about to claim it.</summary>
    private static void RemoveAbandoned(string folder, string name)
    {
        // A folder that can be written to but not listed keeps them.
        var hidden = new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
        foreach (var path in Directory.EnumerateFiles(folder, ".*.tmp", hidden).Where(path => IsTemporary(Path.GetFileName(path), name)))
            try
            {
                if (new FileInfo(path) is { Exists: true, Length: > 0 })
                    new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody writes it, or it is somebody else's.
            }
    }
}

namespace Plimsoll.Oci;

/// <summary>Files that appear whole or not at all: written beside their place, flushed to disk, renamed.</summary>
internal static class AtomicFile
{
    private const int BufferSize = 64 * 1024;

    /// <summary>
    /// Writes <paramref name="content"/> to its end; where that fails, nothing is left behind, and what a killed process
    /// left of the same file goes away. Folders that are not there are made.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static Task WriteAsync(string path, Stream content, CancellationToken cancellationToken) =>
        WriteAsync(path, file => content.CopyToAsync(file, 1 << 20, cancellationToken), cancellationToken);

    /// <summary>Writes a small file.</summary>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(path, file => file.WriteAsync(content, cancellationToken).AsTask(), cancellationToken);

    /// <summary>Writes what <paramref name="write"/> gives.</summary>
    public static async Task WriteAsync(string path, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var name = Path.GetFileName(path);
        Directory.CreateDirectory(folder);
        foreach (var temporary in Directory.EnumerateFiles(folder, ".*.tmp").Where(file => IsTemporary(Path.GetFileName(file), name)))
            RemoveAbandoned(temporary);

        var written = Path.Combine(folder, $".{name}.{Guid.NewGuid():n}.tmp");
        try
        {
            // Shared with readers, who may open it as soon as it has its name.
            await using (var file = new FileStream(written, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous))
            {
                await write(file);
                await file.FlushAsync(cancellationToken);
                RandomAccess.FlushToDisk(file.SafeFileHandle);

                // Before it is closed, because others then take it for abandoned; only Windows shuts readers out until it is.
                if (!OperatingSystem.IsWindows())
                    File.Move(written, path, overwrite: true);
            }

            if (OperatingSystem.IsWindows())
                File.Move(written, path, overwrite: true);
        }
        catch
        {
            File.Delete(written);
            throw;
        }
    }

    /// <summary>Whether a file is one that is, or was, written to become another.</summary>
    public static bool IsTemporary(string file, string name) =>
        file.StartsWith($".{name}.", StringComparison.Ordinal)
        && file.EndsWith(".tmp", StringComparison.Ordinal)
        && Guid.TryParseExact(file.AsSpan(name.Length + 2, Math.Max(0, file.Length - name.Length - 6)), "n", out _);

    /// <summary>Deletes what nobody has open. An empty one may be that of a process which is just about to claim it.</summary>
    private static void RemoveAbandoned(string path)
    {
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

using System.Globalization;
using System.Text;

namespace Plimsoll.Oci;

/// <summary>
/// One writer at a time of something that is replaced by a rename, across processes: a file beside it, or its folder, that one
/// process has open. The system lets go of it when that process ends, however that happens. A file stays, because removing it
/// would race with those who wait, and says who has it while somebody does.
/// </summary>
internal sealed class FileLock : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly IDisposable? _handle;

    private FileLock(IDisposable? handle) => _handle = handle;

    /// <summary>Waits for its turn.</summary>
    /// <param name="path">The file of the lock.</param>
    /// <param name="what">What is written, as the subject of a sentence.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="deadline">How long to wait; the default is a minute.</param>
    /// <exception cref="PlimsollException">Another process holds it so long (exit code 1).</exception>
    /// <exception cref="IOException">The file cannot be opened, or is a link.</exception>
    public static Task<FileLock> AcquireAsync(string path, string what, CancellationToken cancellationToken, TimeSpan? deadline = null) => WaitAsync(
        () =>
        {
            if (LockedFile.TryOpen(path) is not { } file)
                return null;
            TryWrite(file, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}\n"));
            return new FileLock(file);
        },
        deadline ?? Deadline,
        limit => new PlimsollException(
            ErrorKind.Failed,
            $"{what} has been locked for {limit.TotalSeconds:0} seconds by {ReadOwner(path) ?? "another process"}, which is writing to it.",
            "Wait for it to finish, or end it if it hangs."),
        cancellationToken);

    /// <summary>
    /// Waits for its turn to replace a file in a folder of the user, where no file of a lock is to be left: the folder itself is locked.
    /// Windows cannot do that, and goes without.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">Another process holds it for a minute (exit code 1).</exception>
    /// <exception cref="IOException">The folder cannot be opened.</exception>
    public static Task<FileLock> AcquireFolderAsync(string folder, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            return Task.FromResult(new FileLock(null));

        return WaitAsync(
            () =>
            {
                var handle = UnixFile.OpenHandle(folder, waits: true);
                if (LockedFile.TryLock(handle))
                    return new FileLock(handle);
                handle.Dispose();
                return null;
            },
            Deadline,
            limit => new PlimsollException(ErrorKind.Failed, $"The folder {folder} has been locked for {limit.TotalSeconds:0} seconds by another process, which is writing to it.", "Wait for it to finish, or end it if it hangs."),
            cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        // A layout that is packed into an archive is to be the same whoever wrote it.
        if (_handle is FileStream file)
            TryWrite(file, "");
        _handle?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<FileLock> WaitAsync(Func<FileLock?> tryAcquire, TimeSpan limit, Func<TimeSpan, PlimsollException> fail, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += Poll)
        {
            if (tryAcquire() is { } acquired)
                return acquired;
            if (waited >= limit)
                throw fail(limit);
            await Task.Delay(Poll, cancellationToken);
        }
    }

    /// <summary>Says who has it, for those who wait too long.</summary>
    private static void TryWrite(FileStream file, string owner)
    {
        try
        {
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(owner));
            file.Flush();
        }
        catch (IOException)
        {
            // A full disk: it is held all the same.
        }
    }

    private static string? ReadOwner(string path)
    {
        try
        {
            // Windows shuts readers out as well.
            using var file = OperatingSystem.IsWindows() ? null : RegularFile.TryOpen(path);
            using var reader = file is null ? null : new StreamReader(file);
            return reader?.ReadLine() is { Length: > 0 and < 200 } owner && owner.StartsWith("process ", StringComparison.Ordinal) ? owner : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

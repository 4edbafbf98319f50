namespace Plimsoll.Oci;

/// <summary>
/// One writer at a time of something that is replaced by a rename, across processes: a file beside it that one process has open.
/// The system lets go of it when that process ends. The file stays, because removing it would race with those who wait.
/// </summary>
internal sealed class FileLock : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for its turn.</summary>
    /// <param name="path">The file of the lock.</param>
    /// <param name="what">What is written, as the subject of a sentence.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">Another process holds it for a minute (exit code 1).</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static async Task<FileLock> AcquireAsync(string path, string what, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += Poll)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                if (waited >= Deadline)
                    throw new PlimsollException(ErrorKind.Failed, $"{what} has been locked for {Deadline.TotalSeconds:0} seconds, most likely by another process that is writing to it.", $"Wait for it to finish, or delete {path} if no such process is running.", exception);
                await Task.Delay(Poll, cancellationToken);
            }
        }
    }

    /// <summary>
    /// EWOULDBLOCK of Linux and of macOS, and Windows' sharing violation: another process has the file. No other failure
    /// goes away by waiting, such as that of a disk that is full or only read.
    /// </summary>
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

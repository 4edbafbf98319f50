namespace Plimsoll.Oci.Storage.Layout;

/// <summary>
/// One writer of a layout at a time, across processes. The lock is a file beside the layout's index, because locking
/// <c>index.json</c> itself would lock a file that the next rename replaces.
/// </summary>
internal sealed class LayoutLock : IAsyncDisposable
{
    public const string FileName = ".lock";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly FileStream _file;

    private LayoutLock(FileStream file) => _file = file;

    public static async Task<LayoutLock> AcquireAsync(string layoutPath, CancellationToken cancellationToken)
    {
        var path = Path.Combine(layoutPath, FileName);
        for (var waited = TimeSpan.Zero; ; waited += Poll)
        {
            try
            {
                return new LayoutLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                if (waited >= Deadline)
                    throw new PlimsollException(ErrorKind.Failed, $"The OCI layout {layoutPath} has been locked for {Deadline.TotalSeconds:0} seconds, most likely by another process that is writing to it.", $"Wait for it to finish, or delete {path} if no such process is running.", exception);
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

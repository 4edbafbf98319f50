namespace Plimsoll.Oci.Storage.Layout;

/// <summary>
/// One writer of a layout at a time, across processes. The lock is a file beside the layout's index, because locking
/// <c>index.json</c> itself would lock a file that the next rename replaces.
/// </summary>
internal static class LayoutLock
{
    public const string FileName = ".lock";

    public static Task<FileLock> AcquireAsync(string layoutPath, CancellationToken cancellationToken) =>
        FileLock.AcquireAsync(Path.Combine(layoutPath, FileName), $"The OCI layout {layoutPath}", cancellationToken);
}

namespace Plimsoll.Oci.Storage.Layout;

/// <summary>
/// Looks at files of a layout before they are opened: what somebody put in their place can be a pipe, which waits for a
/// writer and cannot be interrupted, or a device that never ends. Both have no length.
/// </summary>
internal static class BlobFile
{
    /// <summary>The length of a file, links followed; <c>null</c> where there is none.</summary>
    public static long? GetLength(string path) => File.Exists(path)
        ? (File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path)).Length
        : null;

    /// <summary>Opens a file of this length. What has no content is the same wherever it lies, and is not opened.</summary>
    public static Stream OpenRead(string path, long length) => length == 0
        ? Stream.Null
        : SourceFile.Open(path);
}

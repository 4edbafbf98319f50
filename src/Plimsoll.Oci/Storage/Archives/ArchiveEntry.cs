namespace Plimsoll.Oci.Storage.Archives;

/// <summary>Where a file's content lies in the tar.</summary>
internal sealed record ArchiveEntry(string Path, long Offset, long Length);

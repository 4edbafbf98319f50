namespace Plimsoll.Oci.Storage;

/// <summary>How far work is that moves nothing to or from a registry.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Name">What it is done to: a directory, an archive, an image.</param>
/// <param name="Bytes">The bytes done.</param>
/// <param name="Total">The bytes in all; <c>null</c> where that is not known before the end.</param>
/// <param name="Files">The files done; 0 where they are not counted.</param>
/// <param name="IsDone">Whether this is the last that is told of it, at its end or where it failed.</param>
public readonly record struct WorkProgress(WorkKind Kind, string Name, long Bytes, long? Total, int Files, bool IsDone);

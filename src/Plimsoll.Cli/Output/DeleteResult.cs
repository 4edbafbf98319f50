namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll delete</c>.</summary>
/// <param name="SchemaVersion">1.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Digest">The image.</param>
/// <param name="Tags">The tags that were deleted.</param>
/// <param name="ImageDeleted">Whether the image was deleted too.</param>
internal sealed record DeleteResult(int SchemaVersion, string Repository, string Digest, IReadOnlyList<string> Tags, bool ImageDeleted);

namespace Plimsoll.Publishing.Retention;

/// <summary>How far reading a repository, or deleting from it, is.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="IsDeleting">Whether images are deleted; else they are read.</param>
/// <param name="Done">How many manifests were read or deleted.</param>
/// <param name="Total">How many there are in all; <c>null</c> where that is not known.</param>
public sealed record PruneProgress(string Repository, bool IsDeleting, int Done, int? Total);

namespace Plimsoll.Publishing.Retention;

/// <summary>What is deleted from a repository, and what stays.</summary>
public sealed record PrunedRepository
{
    /// <summary>The repository, with its registry.</summary>
    public required string Repository { get; init; }

    /// <summary>How images are deleted: <c>registry</c>, or <c>github</c> through GitHub's package API.</summary>
    public required string Via { get; init; }

    /// <summary>Every tag: those that are deleted first, then those that stay.</summary>
    public required IReadOnlyList<PrunedTag> Tags { get; init; }

    /// <summary>Every manifest that is deleted, each before what it lists.</summary>
    public required IReadOnlyList<PrunedManifest> Manifests { get; init; }

    /// <summary>The indexes whose images are missing already.</summary>
    public required IReadOnlyList<BrokenIndex> Broken { get; init; }

    /// <summary>How many blobs nothing that stays needs any more.</summary>
    public required int Blobs { get; init; }

    /// <summary>Their size in bytes. The registry frees them when it collects its garbage.</summary>
    public required long Bytes { get; init; }

    /// <summary>Whether anything would be deleted.</summary>
    internal bool HasChanges => Manifests.Count > 0 || Tags.Any(tag => tag.Action != PlannedAction.Keep);
}

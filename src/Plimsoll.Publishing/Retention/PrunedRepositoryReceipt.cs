using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>What was deleted from a repository.</summary>
public sealed record PrunedRepositoryReceipt
{
    /// <summary>The repository, with its registry.</summary>
    public required string Repository { get; init; }

    /// <summary>How images were deleted: <c>registry</c>, or <c>github</c> through GitHub's package API.</summary>
    public required string Via { get; init; }

    /// <summary>The tags that were deleted.</summary>
    public required IReadOnlyList<DeletedTag> Tags { get; init; }

    /// <summary>The manifests that were deleted.</summary>
    public required IReadOnlyList<Digest> Manifests { get; init; }

    /// <summary>What was planned and left.</summary>
    public required IReadOnlyList<LeftImage> Left { get; init; }

    /// <summary>The size in bytes of the blobs that the plan frees. The registry frees them when it collects its garbage.</summary>
    public required long Bytes { get; init; }
}

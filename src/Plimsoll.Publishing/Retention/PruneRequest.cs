using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Retention;

/// <summary>What a plan to delete old images is made for.</summary>
public sealed record PruneRequest
{
    /// <summary>The repositories; none for those of the images in <c>plimsoll.yml</c>.</summary>
    public IReadOnlyList<ImageReference> Repositories { get; init; } = [];

    /// <summary>Rules that count before those of <c>retention:</c>, kind by kind. The default is none.</summary>
    public RetentionRules Rules { get; init; } = new();

    /// <summary>How images are deleted. The default is what the registry needs.</summary>
    public DeletionWay Via { get; init; }

    /// <summary>Takes how far it is. The default is nobody.</summary>
    public IProgress<PruneProgress>? Progress { get; init; }
}

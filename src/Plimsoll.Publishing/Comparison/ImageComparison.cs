using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Comparison;

/// <summary>What changed between two images. Files inside layers are not looked at.</summary>
/// <param name="From">What the first image is called.</param>
/// <param name="Before">Its digest.</param>
/// <param name="To">What the second image is called.</param>
/// <param name="After">Its digest.</param>
/// <param name="Platforms">The platforms of both, in the order of the second image, then those that only the first one has.</param>
public sealed record ImageComparison(string From, Digest Before, string To, Digest After, IReadOnlyList<PlatformComparison> Platforms)
{
    /// <summary>Whether they differ in anything, if only in how they are written.</summary>
    public bool HasChanges => Before != After;

    /// <summary>The bytes of the layers of the first image's platforms.</summary>
    public long SizeBefore => Platforms.Sum(platform => platform.SizeBefore);

    /// <summary>The bytes of the layers of the second image's platforms.</summary>
    public long SizeAfter => Platforms.Sum(platform => platform.SizeAfter);
}

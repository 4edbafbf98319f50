using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Comparison;

/// <summary>A layer of one of two images, or of both.</summary>
/// <param name="Kind">Which of them has it; <see cref="ChangeKind.Changed"/> where it is only compressed in another way.</param>
/// <param name="Digest">The digest as the second image has it, else the first.</param>
/// <param name="SizeBefore">Its bytes in the first image; 0 where that lacks it.</param>
/// <param name="SizeAfter">Its bytes in the second image; 0 where that lacks it.</param>
public sealed record LayerChange(ChangeKind Kind, Digest Digest, long SizeBefore, long SizeAfter)
{
    /// <summary>The command that made it, as the image says; <c>null</c> where it does not.</summary>
    public string? CreatedBy { get; init; }
}

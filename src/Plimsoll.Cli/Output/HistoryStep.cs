using Plimsoll.Oci.Images;

namespace Plimsoll.Cli.Output;

/// <summary>One step of an image's history.</summary>
/// <param name="Created">When it ran, as the builder wrote it.</param>
/// <param name="CreatedBy">What ran.</param>
/// <param name="Comment">A remark of the builder.</param>
/// <param name="EmptyLayer">Whether it changed no file.</param>
/// <param name="Layer">The layer's digest; <c>null</c> for a step that changed no file.</param>
/// <param name="MediaType">What the layer is.</param>
/// <param name="Size">The size of the layer as it is stored, in bytes: mostly compressed.</param>
/// <param name="UncompressedSize">The size of the layer's files; <c>null</c> where only the layer itself would tell it.</param>
internal sealed record HistoryStep(string? Created, string? CreatedBy, string? Comment, bool EmptyLayer, string? Layer, string? MediaType, long Size, long? UncompressedSize)
{
    public static HistoryStep Create(ImageStep step) => new(
        step.Entry?.Created, step.Entry?.CreatedBy, step.Entry?.Comment, step.Layer is null, step.Layer?.Digest.ToString(), step.Layer?.MediaType, step.Layer?.Size ?? 0, step.Size);
}

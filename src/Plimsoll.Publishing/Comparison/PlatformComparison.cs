using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Comparison;

/// <summary>The images of one platform, compared.</summary>
/// <param name="Platform">The platform, of the second image where they differ; <c>null</c> where the image does not say it.</param>
/// <param name="Kind">Whether both images have it, and whether it is the same.</param>
public sealed record PlatformComparison(Platform? Platform, ChangeKind Kind)
{
    /// <summary>The first image's manifest, or <c>null</c>.</summary>
    public Digest? Before { get; init; }

    /// <summary>The second image's manifest, or <c>null</c>.</summary>
    public Digest? After { get; init; }

    /// <summary>The layers: those that both have, as far as they lie below all others, then the rest of both, lowest first.</summary>
    public IReadOnlyList<LayerChange> Layers { get; init; } = [];

    /// <summary>How many of the lowest layers are the same, which is probably a common base image.</summary>
    public int CommonBase { get; init; }

    /// <summary>The settings that differ.</summary>
    public IReadOnlyList<SettingChange> Settings { get; init; } = [];

    /// <summary>The first image's base image, by its annotations or labels, or <c>null</c>.</summary>
    public string? BaseBefore { get; init; }

    /// <summary>The second image's base image, by its annotations or labels, or <c>null</c>.</summary>
    public string? BaseAfter { get; init; }

    /// <summary>The bytes of the first image's layers as they are transferred.</summary>
    public long SizeBefore => Layers.Sum(layer => layer.SizeBefore);

    /// <summary>The bytes of the second image's layers as they are transferred.</summary>
    public long SizeAfter => Layers.Sum(layer => layer.SizeAfter);
}

using Plimsoll.Publishing.Comparison;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Cli.Output;

/// <summary>A platform of one of two images, or of both.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Change">same, added, removed or changed.</param>
/// <param name="Before">The digest in the first image.</param>
/// <param name="After">The digest in the second image.</param>
/// <param name="SizeBefore">The bytes of the layers in the first image.</param>
/// <param name="SizeAfter">The bytes of the layers in the second image.</param>
/// <param name="BaseBefore">The base image of the first image, by its annotations or labels.</param>
/// <param name="BaseAfter">The base image of the second image.</param>
/// <param name="CommonBase">How many of the lowest layers are the same.</param>
/// <param name="Layers">The layers of both images.</param>
/// <param name="Settings">The settings that differ.</param>
internal sealed record DiffPlatform(
    string? Platform,
    string Change,
    string? Before,
    string? After,
    long SizeBefore,
    long SizeAfter,
    string? BaseBefore,
    string? BaseAfter,
    int CommonBase,
    IReadOnlyList<DiffLayer> Layers,
    IReadOnlyList<DiffSetting> Settings)
{
    public static DiffPlatform Create(PlatformComparison platform) => new(
        platform.Platform?.ToString(),
        PlanLines.FormatName(platform.Kind),
        platform.Before?.ToString(),
        platform.After?.ToString(),
        platform.SizeBefore,
        platform.SizeAfter,
        platform.BaseBefore,
        platform.BaseAfter,
        platform.CommonBase,
        [.. platform.Layers.Select(layer => new DiffLayer(ComparisonLines.NameOf(layer), layer.Digest.ToString(), layer.SizeBefore, layer.SizeAfter, layer.CreatedBy))],
        [.. platform.Settings.Select(setting => new DiffSetting(setting.Name, setting.Before, setting.After))]);
}

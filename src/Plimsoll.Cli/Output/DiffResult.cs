using Plimsoll.Publishing.Comparison;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll diff</c>.</summary>
/// <param name="SchemaVersion">1.</param>
/// <param name="Before">The first image.</param>
/// <param name="After">The second image.</param>
/// <param name="Changed">Whether they differ in anything.</param>
/// <param name="SizeDifference">By how many bytes the layers of all platforms grew.</param>
/// <param name="Platforms">The platforms of both images.</param>
internal sealed record DiffResult(int SchemaVersion, DiffImage Before, DiffImage After, bool Changed, long SizeDifference, IReadOnlyList<DiffPlatform> Platforms)
{
    public static DiffResult Create(ImageComparison comparison) => new(
        1,
        new DiffImage(comparison.From, comparison.Before.ToString(), comparison.SizeBefore),
        new DiffImage(comparison.To, comparison.After.ToString(), comparison.SizeAfter),
        comparison.HasChanges,
        comparison.SizeAfter - comparison.SizeBefore,
        [.. comparison.Platforms.Select(DiffPlatform.Create)]);
}

using Plimsoll.Oci;
using Plimsoll.Publishing.Comparison;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>A comparison for readers: the images, then for each platform its layers and settings.</summary>
internal static class ComparisonLines
{
    public static IEnumerable<string> Format(ImageComparison comparison, TableStyle? style = null)
    {
        var images = new TextTable("", "IMAGE", "SIZE", "DIGEST");
        images.Add("before", comparison.From, HumanSize.Format(comparison.SizeBefore), comparison.Before.ToString());
        images.Add("after", comparison.To, HumanSize.Format(comparison.SizeAfter), comparison.After.ToString());
        foreach (var line in images.Lines(style))
            yield return line;

        if (!comparison.HasChanges)
        {
            yield return "";
            yield return "The images are the same.";
            yield break;
        }

        foreach (var platform in comparison.Platforms)
        {
            yield return "";
            yield return LogText.Neutralize(FormatTitle(platform));
            foreach (var line in platform.Kind == ChangeKind.Same ? [] : FormatPlatform(platform, style))
                yield return line;
        }
    }

    /// <summary>The platform, how it differs, and its size.</summary>
    public static string FormatTitle(PlatformComparison platform) =>
        $"{platform.Platform?.ToString() ?? "no platform"}: {platform.Kind.ToString().ToLowerInvariant()}, {FormatSize(platform.SizeBefore, platform.SizeAfter)}";

    /// <summary>Sizes before and after, and the difference; one size where they are the same.</summary>
    public static string FormatSize(long before, long after) => before == after
        ? HumanSize.Format(after)
        : $"{HumanSize.Format(before)} → {HumanSize.Format(after)} ({(after < before ? "-" : "+")}{HumanSize.Format(Math.Abs(after - before))})";

    /// <summary>The base images, as far as they are known; <c>null</c> where nothing is.</summary>
    public static string? FormatBase(PlatformComparison platform)
    {
        var common = platform.Kind == ChangeKind.Changed && platform.CommonBase > 0 ? platform.CommonBase == 1 ? "the lowest layer is the same" : $"the lowest {Quantity.Format(platform.CommonBase, "layer")} are the same" : null;
        var named = platform.BaseBefore == platform.BaseAfter || platform.Kind != ChangeKind.Changed ? platform.BaseAfter ?? platform.BaseBefore : $"{platform.BaseBefore ?? "unknown"} → {platform.BaseAfter ?? "unknown"}";
        return named is null && common is null ? null : string.Join("; ", new[] { named, common }.OfType<string>());
    }

    /// <summary>What is with a layer, as tables and JSON say it.</summary>
    public static string NameOf(LayerChange layer) => layer.Kind == ChangeKind.Changed ? "recompressed" : layer.Kind.ToString().ToLowerInvariant();

    private static IEnumerable<string> FormatPlatform(PlatformComparison platform, TableStyle? style)
    {
        if (FormatBase(platform) is { } below)
            yield return LogText.Neutralize($"base: {below}");

        var layers = new TextTable("STATE", "SIZE", "LAYER", "CREATED BY");
        foreach (var layer in platform.Layers)
            layers.Add(NameOf(layer), HumanSize.Format(Math.Max(layer.SizeBefore, layer.SizeAfter)), layer.Digest.ToString(), layer.CreatedBy ?? "-");
        foreach (var line in platform.Layers.Count == 0 ? [] : layers.Lines(style))
            yield return line;

        if (platform.Settings.Count == 0)
            yield break;

        yield return "";
        var settings = new TextTable("STATE", "SETTING", "VALUE");
        foreach (var setting in platform.Settings)
            settings.Add(setting.Kind.ToString().ToLowerInvariant(), setting.Name, setting.Kind == ChangeKind.Changed ? $"{setting.Before} → {setting.After}" : (setting.After ?? setting.Before)!);
        foreach (var line in settings.Lines(style))
            yield return line;
    }
}

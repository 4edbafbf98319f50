using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>A value after Helm has merged a file over the chart's own values.</summary>
/// <param name="Own">What the file has, or <c>null</c>.</param>
/// <param name="Inherited">What the chart's values have, where that still counts.</param>
internal readonly record struct HelmSetting(SourceNode? Own, SourceNode? Inherited)
{
    private readonly string? _key;

    /// <summary>Its key; empty where there is no such setting.</summary>
    public string Key
    {
        get => _key ?? "";
        private init => _key = value;
    }

    /// <summary>Whether the file sets it.</summary>
    public bool IsOwn => Own is not null;

    /// <summary>The scalar, or <c>null</c> where it is something else.</summary>
    public SourceScalar? Scalar => (Own ?? Inherited) as SourceScalar;

    /// <summary>The text; empty where there is none.</summary>
    public string Text => Scalar is { IsNull: false } scalar ? scalar.Value : "";

    /// <summary>Where the scalar stands.</summary>
    public TextRange Range => new(Scalar!.Start, Scalar.End);

    /// <summary>The first of some keys that has a text, else the first that is there.</summary>
    public static HelmSetting First(Dictionary<string, HelmSetting> settings, params ReadOnlySpan<string?> keys)
    {
        HelmSetting first = default;
        foreach (var key in keys)
        {
            if (key is null || !settings.TryGetValue(key, out var setting) || setting.Scalar is null)
                continue;
            if (setting.Text.Length > 0)
                return setting;
            if (first.Scalar is null)
                first = setting;
        }

        return first;
    }

    /// <summary>The merged settings of two mappings: mappings merge, anything else replaces.</summary>
    public static Dictionary<string, HelmSetting> Merge(SourceMapping? own, SourceMapping? inherited)
    {
        var settings = new Dictionary<string, HelmSetting>(StringComparer.Ordinal);
        foreach (var (key, value) in inherited?.Effective() ?? [])
            settings[key.Value] = new HelmSetting(null, value) { Key = key.Value };
        foreach (var (key, value) in own?.Effective() ?? [])
        {
            var below = settings.GetValueOrDefault(key.Value).Inherited;
            settings[key.Value] = new HelmSetting(value, value is SourceMapping && below is SourceMapping ? below : null) { Key = key.Value };
        }

        return settings;
    }
}

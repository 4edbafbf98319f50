using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>The start of the names and the tag that all images of a chart share, as in Istio's: <c>global: {hub, tag}</c>.</summary>
/// <param name="Hub">What stands before each name.</param>
/// <param name="Tag">The tag of each image that has none of its own.</param>
internal sealed record HelmHub(HelmSetting Hub, HelmSetting Tag)
{
    // Istio's charts keep their own values below this key, and what is given beside it.
    private const string Defaults = "_internal_defaults_do_not_set";

    /// <summary>The hub of values; <c>null</c> where they do not have both.</summary>
    public static HelmHub? Of(SourceMapping document, SourceMapping? inherited)
    {
        var settings = HelmSetting.Merge(document, inherited);
        var (given, own) = (Below(settings, "global"), Below(Below(settings, Defaults), "global"));
        return In(given, own, "hub") is { } hub && In(given, own, "tag") is { } tag && ReferenceText.IsRegistry(hub.Text) ? new HelmHub(hub, tag) : null;
    }

    /// <summary>The hub and the tag of one image without a name, which its chart has; <c>null</c> where they are not both there.</summary>
    public static HelmHub? Of(Dictionary<string, HelmSetting> settings) =>
        HelmSetting.First(settings, "hub") is { Text.Length: > 0 } hub && HelmSetting.First(settings, "tag") is { Text.Length: > 0 } tag && ReferenceText.IsRegistry(hub.Text) ? new HelmHub(hub, tag) : null;

    /// <summary>The image whose name is not known.</summary>
    /// <param name="path">Where templates find the mapping of both.</param>
    public HelmImageParts WithoutName(string path) => new() { Registry = Hub, Tag = Tag, UnknownName = $"{{{{ {path}.image }}}}" };

    private static HelmSetting? In(Dictionary<string, HelmSetting> given, Dictionary<string, HelmSetting> own, string key) =>
        HelmSetting.First(given, key) is { Text.Length: > 0 } first ? first : HelmSetting.First(own, key) is { Text.Length: > 0 } second ? second : null;

    private static Dictionary<string, HelmSetting> Below(Dictionary<string, HelmSetting> settings, string key) =>
        settings.GetValueOrDefault(key) is var found ? HelmSetting.Merge(found.Own as SourceMapping, found.Inherited as SourceMapping) : [];
}

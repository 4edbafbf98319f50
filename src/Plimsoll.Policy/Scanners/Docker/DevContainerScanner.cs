using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>
/// Development containers: the image and the features that come from a registry, also those that a feature depends on.
/// <c>${localEnv:NAME:default}</c> is its default; other variables are unknown.
/// </summary>
internal sealed class DevContainerScanner : DocumentScanner
{
    private const string TagOrDigest = "a feature can have a tag or a digest, not both; its digest belongs in devcontainer-lock.json";
    private const string LocalVariable = "localEnv:";

    public override bool MayScan(CandidateFile file, FileProbe content) => IsDevContainer(file.Path);

    public override bool Recognises(SourceNode node, ScanContext context) => node is SourceMapping && IsDevContainer(context.File.Path);

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        if (document["image"] is SourceScalar { IsNull: false } image)
            context.Add(image.Value, Expand(image.Value), image.Start, image.End, FileKinds.DevContainer);

        foreach (var key in (ReadOnlySpan<string>)["features", "dependsOn"])
            if (document[key] is SourceMapping features)
                foreach (var (feature, _) in features.Effective())
                    if (IsImage(feature.Value))
                        context.Add(new FoundImage(feature.Value, Expand(feature.Value), new TextRange(feature.Start, feature.End), FileKinds.DevContainer) { PinRefusal = TagOrDigest });
    }

    /// <summary>Not a folder, not an archive at an address, and none of the first features, which had bare names.</summary>
    private static bool IsImage(string feature) =>
        feature.Contains('/') && feature[0] is not ('.' or '/') && !feature.Contains("://", StringComparison.Ordinal);

    private static string Expand(string text)
    {
        var result = text;
        for (var start = result.IndexOf("${", StringComparison.Ordinal); start >= 0; start = result.IndexOf("${", start, StringComparison.Ordinal))
        {
            var end = result.IndexOf('}', start);
            var name = end < 0 ? "" : result[(start + 2)..end];
            var colon = name.StartsWith(LocalVariable, StringComparison.Ordinal) ? name.IndexOf(':', LocalVariable.Length) : -1;
            var value = colon < 0 ? ImageUse.Unknown.ToString() : name[(colon + 1)..];
            result = result[..start] + value + (end < 0 ? "" : result[(end + 1)..]);
            start += value.Length;
        }

        return result;
    }

    private static bool IsDevContainer(string path)
    {
        var name = Path.GetFileName(path);
        return name is "devcontainer.json" or ".devcontainer.json" or "devcontainer-feature.json"
            || (name.EndsWith(".json", StringComparison.Ordinal)
                && name != "devcontainer-lock.json"
                && (path.StartsWith(".devcontainer/", StringComparison.Ordinal) || path.Contains("/.devcontainer/", StringComparison.Ordinal)));
    }
}

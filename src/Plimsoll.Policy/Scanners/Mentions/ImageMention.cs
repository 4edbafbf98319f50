using System.Text.RegularExpressions;
using Plimsoll.Oci.Images;

namespace Plimsoll.Policy.Scanners.Mentions;

/// <summary>
/// Tells whether a text of an unknown kind names an image: a reference with a tag, a digest or a registry behind a key that
/// ends in <c>image</c>, behind <c>FROM</c>, or in a command that runs or pulls it. Conservative: a word alone is none.
/// </summary>
internal static partial class ImageMention
{
    private static readonly string[] OtherFiles = [".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".ico", ".bmp", ".iso", ".img", ".qcow2", ".vmdk", ".vhd", ".ami", ".bin", ".tar", ".gz"];

    /// <summary>Where the first one starts, or <c>null</c>.</summary>
    public static int? Find(string text) => FindAll(text).Select(offset => (int?)offset).FirstOrDefault();

    /// <summary>Where they start: those behind keys, then those in commands.</summary>
    public static IEnumerable<int> FindAll(string text)
    {
        foreach (var offset in FindKeys(text))
            yield return offset;

        // The options of a command have values of their own.
        for (var match = Command().Match(text); match.Success; match = match.NextMatch())
            foreach (Capture word in match.Groups["word"].Captures)
                if (IsReference(word.Value) && !Ports().IsMatch(word.Value))
                {
                    yield return word.Index;
                    break;
                }
    }

    /// <summary>Where those start that stand behind keys and <c>FROM</c>.</summary>
    public static IEnumerable<int> FindKeys(string text)
    {
        for (var match = Key().Match(text); match.Success; match = match.NextMatch())
            if (match.Groups["image"] is { } image && IsReference(image.Value))
                yield return image.Index;
    }

    /// <summary>Whether a value that stands behind the key <c>image</c> is certainly a reference.</summary>
    public static bool IsReference(string value)
    {
        if (value.Length > 500 || OtherFiles.Any(extension => value.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) || !ImageReference.TryParse(value, out var reference))
            return false;

        var slash = value.IndexOf('/', StringComparison.Ordinal);
        return reference.Tag is not null || reference.Digest is not null || (slash > 0 && value.AsSpan(0, slash).IndexOfAny('.', ':') > 0);
    }

    /// <summary>A cheap test of raw bytes.</summary>
    public static bool MayStandIn(ReadOnlySpan<byte> content) =>
        content.IndexOf("mage"u8) >= 0 || content.IndexOf("FROM "u8) >= 0 || content.IndexOf("docker"u8) >= 0 || content.IndexOf("podman"u8) >= 0;

    [GeneratedRegex(@"(?:(?:^|[\s{(\[,""'])[\w.-]*image(?:[_-]?(?:name|uri|url|ref|reference))?[""']?[ \t]*(?::=|:|=>?)[ \t]*[""']?|^[ \t]*FROM[ \t]+(?:--platform=\S+[ \t]+)?)(?<image>[a-z0-9][\w.:/@-]*)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex(@"\b(?:docker|podman|nerdctl)[ \t]+(?:container[ \t]+|image[ \t]+)?(?:run|pull|create)(?:[ \t]+(?<word>\S+))+", RegexOptions.CultureInvariant)]
    private static partial Regex Command();

    [GeneratedRegex(@"^[\d.:]+(?:/(?:tcp|udp))?$")]
    private static partial Regex Ports();
}

using System.Text;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Quadlet;

/// <summary>
/// Quadlet, units of systemd that Podman runs: <c>Image=</c> of containers, images and volumes, in the units and in the
/// drop-ins beside them. An image that another unit pulls or builds is that unit's.
/// </summary>
internal sealed class QuadletScanner : TextScanner
{
    private const string DockerPrefix = "docker://";

    private static readonly string[] Units = [".container", ".image", ".volume"];
    private static readonly VariableLookup NoVariables = static _ => null;

    public override bool SharesNamesWithData => true;

    public override bool Recognises(string path) => IsUnit(path) || (path.EndsWith(".conf", StringComparison.Ordinal) && IsUnit(Folder(path)));

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        var text = context.Source.Text;
        if (!text.Contains("Image", StringComparison.Ordinal))
            return;

        // Of several values systemd takes the last.
        var images = new Dictionary<string, TextRange>(StringComparer.Ordinal);
        foreach (var (section, key, value) in UnitFile.Entries(text))
            if (key == "Image" && (section is "Container" or "Image" or "Volume"))
                images[section] = value;
        foreach (var image in images.Values)
            Add(image, context);
    }

    private static void Add(TextRange range, ScanContext context)
    {
        var source = context.Source.Text;
        if (range.End - range.Start >= 2 && source[range.Start] == '"' && source[range.End - 1] == '"')
            range = new TextRange(range.Start + 1, range.End - 1);
        if (source.AsSpan(range.Start, range.End - range.Start).StartsWith(DockerPrefix))
            range = range with { Start = range.Start + DockerPrefix.Length };

        var text = source[range.Start..range.End];
        if (text.Length > 0 && !IsElsewhere(text))
            context.Add(text, Interpolation.Expand(WithoutSpecifiers(text), NoVariables), range.Start, range.End, FileKinds.Quadlet);
    }

    /// <summary>Whether the value names another unit, or a file or store instead of a registry.</summary>
    private static bool IsElsewhere(string value)
    {
        ReadOnlySpan<string> transports = ["containers-storage:", "docker-archive:", "docker-daemon:", "oci-archive:", "oci:", "dir:"];
        foreach (var transport in transports)
            if (value.StartsWith(transport, StringComparison.Ordinal))
                return true;
        return value.EndsWith(".image", StringComparison.Ordinal) || value.EndsWith(".build", StringComparison.Ordinal);
    }

    /// <summary>The text with <c>%i</c> and its like as what they are here: unknown.</summary>
    private static string WithoutSpecifiers(string text)
    {
        if (!text.Contains('%'))
            return text;

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
                result.Append(text[i]);
            else
                result.Append(++i < text.Length && text[i] == '%' ? '%' : ImageUse.Unknown);
        }

        return result.ToString();
    }

    private static bool IsUnit(string path)
    {
        foreach (var unit in Units)
            if (path.EndsWith(unit, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>The unit that a drop-in belongs to: <c>web.container</c> of <c>web.container.d/10-image.conf</c>.</summary>
    private static string Folder(string path) =>
        Path.GetDirectoryName(path) is { } folder && folder.EndsWith(".d", StringComparison.Ordinal) ? folder[..^2] : "";
}

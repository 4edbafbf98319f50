using System.Text.RegularExpressions;
using Plimsoll.Oci.Images;

namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>
/// Whether a text names an image, for places that hold other things too. Parts that are not known are marked with
/// <see cref="ImageUse.Unknown"/> and can be anything that is legal where they stand.
/// </summary>
internal static partial class ReferenceText
{
    // A reference with the longest repository, tag and digest is shorter; what regular expressions read is not longer.
    private const int MaximumLength = 500;

    // Pictures, disks of machines, archives.
    private static readonly HashSet<string> OtherFiles = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".svg", ".jpg", ".jpeg", ".gif", ".ico", ".webp", ".avif", ".bmp", ".tif", ".tiff",
        ".iso", ".img", ".qcow2", ".raw", ".vmdk", ".vhd", ".vhdx", ".ova", ".ami", ".bin", ".tar", ".tgz", ".gz", ".xz", ".zip",
    };

    // Source code is there; images of the same projects have other hosts.
    private static readonly string[] SourceHosts = ["github.com/", "gitlab.com/", "bitbucket.org/", "dev.azure.com/"];

    /// <summary>Whether a text may be meant as an image, rightly written or not: it is no sentence, address, path or picture.</summary>
    public static bool MayBe(string text) =>
        text is not ("" or ['/' or '.', ..])
        && !text.AsSpan().ContainsAny(" \t\r\n\\")
        && !text.Contains("://", StringComparison.Ordinal)
        && !text.StartsWith("git@", StringComparison.Ordinal)
        && !Array.Exists(SourceHosts, host => text.StartsWith(host, StringComparison.OrdinalIgnoreCase))
        && !OtherFiles.Contains(Path.GetExtension(text))
        && !MachineImage().IsMatch(text);

    /// <summary>Whether a text can be a reference, even if it is only a word.</summary>
    public static bool IsReference(string text) => Parse(text) is not null;

    /// <summary>
    /// Whether a text that stands where an image may is certainly a reference: it has a tag, a digest or the host of a registry. An
    /// address with a port, a list of ports and a digest alone look alike and are none.
    /// </summary>
    public static bool IsCertain(string text) =>
        Parse(text) is { } reference
        && (reference.Tag is not null || reference.Digest is not null || HasHost(text))
        && !Ports().IsMatch(text)
        && !IsHostAndPort(text)
        && !Digest.TryParse(text, out _);

    /// <summary>Whether the first part of a name is the host of a registry: with a dot or a port, or <c>localhost</c>.</summary>
    public static bool HasHost(string name) =>
        name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && (name.AsSpan(0, slash).ContainsAny('.', ':') || name.StartsWith("localhost/", StringComparison.Ordinal));

    /// <summary>Whether a text is a registry, or a registry and the start of its repositories: what a name can stand behind.</summary>
    public static bool IsRegistry(string text) =>
        MayBe(text) && HasHost(text + "/") && (text.Contains('/', StringComparison.Ordinal) ? !HasSelector(text) : Host().IsMatch(text));

    /// <summary>Whether a text is a host with a port, which as a reference would be a name with a tag.</summary>
    public static bool IsHostAndPort(string text) => HostAndPort().IsMatch(text);

    /// <summary>Whether a reference has a tag or a digest, known or not.</summary>
    public static bool HasSelector(string reference) => reference.AsSpan(reference.LastIndexOf('/') + 1).ContainsAny(':', '@');

    private static ImageReference? Parse(string text) =>
        text.Length <= MaximumLength && MayBe(text) && ImageReference.TryParse(text.Replace(ImageUse.Unknown, 'x'), out var reference) ? reference : null;

    [GeneratedRegex(@"^[\d.:]+(?:/(?:tcp|udp|sctp))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Ports();

    [GeneratedRegex("^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$", RegexOptions.CultureInvariant)]
    private static partial Regex MachineImage();

    [GeneratedRegex(@"^[\w.-]+(?::\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Host();

    [GeneratedRegex(@"^(?:localhost|[\w-]+(?:\.[\w-]+)+):\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex HostAndPort();
}

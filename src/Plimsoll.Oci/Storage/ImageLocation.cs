using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>The name of an image with its transport, in the one syntax that every command uses.</summary>
public sealed record ImageLocation
{
    /// <summary>In place of an archive's file: standard input or output.</summary>
    public const string StandardStream = "-";

    private const string DockerArchivePrefix = "docker-archive:";

    private static readonly (string Prefix, ImageTransport Transport)[] Prefixes =
    [
        ("oci:", ImageTransport.OciLayout),
        ("oci-archive:", ImageTransport.Archive),
        (DockerArchivePrefix, ImageTransport.Archive),
        ("docker://", ImageTransport.DockerDaemon),
        ("dir:", ImageTransport.Files),
    ];

    private readonly string _prefix;

    private ImageLocation(ImageTransport transport, string prefix, string path, string? tag, ImageReference? reference)
    {
        _prefix = prefix;
        Transport = transport;
        Path = path;
        Tag = tag;
        Reference = reference;
    }

    /// <summary>The transport.</summary>
    public ImageTransport Transport { get; }

    /// <summary>The file or directory; for the engine the name as given; empty for a registry.</summary>
    public string Path { get; }

    /// <summary>The tag within a layout or archive, in a layout also a digest, for a docker-archive <c>NAME:TAG</c> too; <c>null</c> for its only image.</summary>
    public string? Tag { get; }

    /// <summary>Whether an archive is written in the form of <c>docker save</c>; what is read tells its form itself.</summary>
    public bool IsDockerArchive => _prefix == DockerArchivePrefix;

    /// <summary>Whether it is an archive that comes from standard input or goes to standard output.</summary>
    public bool IsStandardStream => Transport == ImageTransport.Archive && Path == StandardStream;

    /// <summary>The reference, for a registry only.</summary>
    public ImageReference? Reference { get; }

    /// <summary>An image in a registry.</summary>
    public static ImageLocation ForRegistry(ImageReference reference) => new(ImageTransport.Registry, "", "", null, reference);

    /// <summary>An OCI layout directory.</summary>
    public static ImageLocation ForLayout(string path, string? tag = null) => new(ImageTransport.OciLayout, "oci:", path, tag, null);

    /// <summary>A directory of files to assemble.</summary>
    public static ImageLocation ForFiles(string path) => new(ImageTransport.Files, "dir:", path, null, null);

    /// <summary>
    /// Parses a name. Without a transport, what exists as a path is that path, told by its content and never by its
    /// extension; everything else is a reference.
    /// </summary>
    /// <param name="text">The name.</param>
    /// <param name="directory">What relative paths start from; <c>null</c> for the process's directory.</param>
    /// <exception cref="PlimsollException">The text is no name (exit code 2), or a path that does not exist (exit code 6).</exception>
    public static ImageLocation Parse(string text, string? directory = null)
    {
        foreach (var (prefix, transport) in Prefixes)
            if (text.StartsWith(prefix, StringComparison.Ordinal))
                return Parse(transport, prefix, text[prefix.Length..], directory);

        if (string.IsNullOrWhiteSpace(text))
            throw PlimsollException.Usage("An image's name is empty.", "See whether the variable that should hold it is set.");
        if (text == StandardStream)
            return new ImageLocation(ImageTransport.Archive, "", text, null, null);

        var path = From(directory, text);
        if (System.IO.Directory.Exists(path))
            return Plimsoll.Oci.Storage.Layout.OciLayout.IsLayout(path) ? ForLayout(path) : ForFiles(path);
        if (File.Exists(path))
            return new ImageLocation(ImageTransport.Archive, "", path, null, null);
        if (LooksLikePath(text))
            throw PlimsollException.NotFound($"There is no file or directory {text}.");

        return ForRegistry(ImageReference.Parse(text));
    }

    /// <summary>Parses the name of a place to write to: an existing OCI layout, else what its transport says, else a reference; no file need exist.</summary>
    /// <param name="text">The name.</param>
    /// <param name="directory">What relative paths start from; <c>null</c> for the process's directory.</param>
    /// <exception cref="PlimsollException">The text is no name, or a path without a transport (exit code 2).</exception>
    public static ImageLocation ParseDestination(string text, string? directory = null)
    {
        if (string.IsNullOrWhiteSpace(text) || Prefixes.Any(entry => text.StartsWith(entry.Prefix, StringComparison.Ordinal)) || text == StandardStream || Plimsoll.Oci.Storage.Layout.OciLayout.IsLayout(From(directory, text)))
            return Parse(text, directory);

        return LooksLikePath(text)
            ? throw PlimsollException.Usage($"'{text}' does not say in which form to write there.", $"Write oci:{text}, oci-archive:{text} or docker-archive:{text}.")
            : ForRegistry(ImageReference.Parse(text));
    }

    /// <summary>The name in the syntax that <see cref="Parse(string, string?)"/> reads.</summary>
    public override string ToString() => Reference?.ToString() ?? _prefix + Path + (Tag is null ? "" : ":" + Tag);

    /// <summary>The same name for a reader in a directory, so that a path means the same on another machine.</summary>
    internal string NameFrom(string directory) => Transport switch
    {
        ImageTransport.Registry or ImageTransport.DockerDaemon => ToString(),
        _ when IsStandardStream => ToString(),
        _ => _prefix + System.IO.Path.GetRelativePath(directory, Path).Replace('\\', '/') + (Tag is null ? "" : ":" + Tag),
    };

    private static ImageLocation Parse(ImageTransport transport, string prefix, string rest, string? directory)
    {
        if (rest.Length == 0)
            throw PlimsollException.Usage($"'{prefix}' names no image: nothing follows it.");

        if (transport == ImageTransport.DockerDaemon)
            return new ImageLocation(transport, prefix, rest, null, null);
        if (transport == ImageTransport.Files)
            return new ImageLocation(transport, prefix, From(directory, rest), null, null);

        // A digest has a colon of its own. ToString separates it by another one.
        if (transport == ImageTransport.OciLayout
            && rest.LastIndexOf(':') is var middle && middle > 1 && rest.LastIndexOfAny([':', '@'], middle - 1) is var start && start > 0
            && Digest.TryParse(rest[(start + 1)..], out var digest))
            return new ImageLocation(transport, prefix, From(directory, rest[..start]), digest.ToString(), null);

        // A docker-archive is followed by a whole name, whose first colon ends the path; else by a bare tag, whose only
        // colon is the last one. The colon behind a drive letter of Windows belongs to the path, that behind - does not.
        var colon = prefix == DockerArchivePrefix ? rest.IndexOf(':', rest[0] == '-' ? 0 : Math.Min(2, rest.Length)) : rest.LastIndexOf(':');
        var tag = colon > 0 ? rest[(colon + 1)..] : null;
        var isTag = colon > 1 || (colon == 1 && rest[0] == '-');
        if (tag is null || !isTag || !(ImageReference.IsValidTag(tag) || (prefix == DockerArchivePrefix && ImageReference.TryParse(tag, out _))))
            return new ImageLocation(transport, prefix, From(directory, rest), null, null);

        return new ImageLocation(transport, prefix, From(directory, rest[..colon]), tag, null);
    }

    private static string From(string? directory, string path) => directory is null || path == StandardStream ? path : System.IO.Path.Combine(directory, path);

    private static bool LooksLikePath(string text) =>
        text is "." or ".." || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(text);
}

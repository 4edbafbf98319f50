using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Directories;
using Plimsoll.Oci.Storage.Layout;

namespace Plimsoll.Oci.Storage;

/// <summary>The name of an image with its transport, in the one syntax that every command uses.</summary>
public sealed record ImageLocation
{
    /// <summary>In place of an archive's file: standard input or output.</summary>
    public const string StandardStream = "-";

    private const string DockerArchivePrefix = "docker-archive:";
    private const string EnginePrefix = "docker-daemon:";
    private const string RegistryPrefix = "docker://";
    private const string PodmanPrefix = "containers-storage:";

    /// <summary>What podman puts before the name of an image that it built.</summary>
    private const string PodmanLocal = "localhost/";

    private static readonly string[] ArchiveExtensions = [".tar", ".tgz", ".tar.gz"];

    private static readonly (string Prefix, ImageTransport Transport)[] Prefixes =
    [
        ("oci:", ImageTransport.OciLayout),
        ("oci-archive:", ImageTransport.Archive),
        (DockerArchivePrefix, ImageTransport.Archive),
        (EnginePrefix, ImageTransport.DockerDaemon),
        (RegistryPrefix, ImageTransport.Registry),
        ("dir:", ImageTransport.Directory),
        ("files:", ImageTransport.Files),
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

    /// <summary>The file or directory; for the Docker Engine the name or ID as given; empty for a registry.</summary>
    public string Path { get; }

    /// <summary>The tag in a layout or archive; in a layout also a digest, in a docker-archive also a reference; <c>null</c> for its only image.</summary>
    public string? Tag { get; }

    /// <summary>Whether an archive is written in the format of <c>docker save</c>; the format of one that is read is detected.</summary>
    public bool IsDockerArchive => _prefix == DockerArchivePrefix;

    /// <summary>Whether it is an archive that is read from standard input or written to standard output.</summary>
    public bool IsStandardStream => Transport == ImageTransport.Archive && Path == StandardStream;

    /// <summary>
    /// Whether it was written as <c>docker://NAME</c> without a registry host, which is a name on Docker Hub, although some
    /// mean the Docker Engine by it.
    /// </summary>
    public bool IsDockerHubByDefault { get; private init; }

    /// <summary>The reference, for a registry only.</summary>
    public ImageReference? Reference { get; }

    /// <summary>An image in a registry.</summary>
    public static ImageLocation ForRegistry(ImageReference reference) => new(ImageTransport.Registry, "", "", null, reference);

    /// <summary>An OCI layout directory.</summary>
    public static ImageLocation ForLayout(string path, string? tag = null) => new(ImageTransport.OciLayout, "oci:", path, tag, null);

    /// <summary>An image in the Docker Engine.</summary>
    /// <param name="name">Its name or ID there.</param>
    public static ImageLocation ForEngine(string name) => new(ImageTransport.DockerDaemon, EnginePrefix, name, null, null);

    /// <summary>A directory of files to assemble an image from.</summary>
    public static ImageLocation ForFiles(string path) => new(ImageTransport.Files, "files:", path, null, null);

    /// <summary>
    /// Parses the name of an image to read. Without a transport, the name of an existing file or directory is that path,
    /// whose content decides what it is; everything else is a reference.
    /// </summary>
    /// <param name="text">The name.</param>
    /// <param name="directory">The directory that relative paths start from; <c>null</c> for the process's directory.</param>
    /// <exception cref="PlimsollException">The text is not the name of an image (exit code 2), or a path that does not exist (exit code 6).</exception>
    public static ImageLocation Parse(string text, string? directory = null)
    {
        foreach (var (prefix, transport) in Prefixes)
            if (text.StartsWith(prefix, StringComparison.Ordinal))
                return Parse(transport, prefix, text[prefix.Length..], directory);

        if (string.IsNullOrWhiteSpace(text))
            throw PlimsollException.Usage("The name of the image is empty.", "Check whether the variable that should contain it is set.");
        if (text.StartsWith(PodmanPrefix, StringComparison.Ordinal))
            throw ContainersStorage(text[PodmanPrefix.Length..]);
        if (text == StandardStream)
            return new ImageLocation(ImageTransport.Archive, "", text, null, null);

        var path = From(directory, text);
        if (System.IO.Directory.Exists(path))
            return SniffDirectory(path) ?? ForFiles(path);
        if (File.Exists(path))
            return new ImageLocation(ImageTransport.Archive, "", path, null, null);
        if (LooksLikePath(text))
            throw PlimsollException.NotFound($"No such file or directory: {text}");

        return ForRegistry(ImageReference.Parse(text));
    }

    /// <summary>
    /// Parses the name of a place to write to. Without a transport it is an existing OCI layout or image directory; else a
    /// docker-archive, where it ends in <c>.tar</c>, <c>.tgz</c> or <c>.tar.gz</c> or has a path separator and no registry
    /// host; else a reference.
    /// </summary>
    /// <param name="text">The name.</param>
    /// <param name="directory">The directory that relative paths start from; <c>null</c> for the process's directory.</param>
    /// <exception cref="PlimsollException">The text is not a valid destination (exit code 2).</exception>
    public static ImageLocation ParseDestination(string text, string? directory = null)
    {
        if (string.IsNullOrWhiteSpace(text) || text == StandardStream || HasTransport(text))
            return Parse(text, directory);

        var path = From(directory, text);
        if (System.IO.Directory.Exists(path) && (LooksLikePath(text) || !ImageReference.NamesRegistry(text)))
            return SniffDirectory(path) ?? throw PlimsollException.Usage($"'{text}' is not a valid destination: it is a directory without an image.", $"Specify a file in it, or oci:{text} for an OCI layout.");

        return IsFile(text)
            ? new ImageLocation(ImageTransport.Archive, DockerArchivePrefix, path, null, null)
            : ForRegistry(ImageReference.Parse(text));
    }

    /// <summary>Parses the name of an image in a registry, where nothing else can be meant: <c>acme/app</c> is on Docker Hub.</summary>
    /// <param name="text">The name.</param>
    /// <param name="directory">The directory that relative paths start from; <c>null</c> for the process's directory.</param>
    /// <returns>The location; of another transport where the text names one, or a file.</returns>
    /// <exception cref="PlimsollException">The text is not the name of an image (exit code 2).</exception>
    public static ImageLocation ParseRemote(string text, string? directory = null) =>
        HasTransport(text) || text == StandardStream || LooksLikePath(text) || HasArchiveExtension(text) ? ParseDestination(text, directory) : ForRegistry(ImageReference.Parse(text));

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
            throw PlimsollException.Usage($"'{prefix}' is not an image name: a path or name must follow the prefix.");

        if (transport == ImageTransport.Registry)
            return ForRegistry(ImageReference.Parse(rest)) with { IsDockerHubByDefault = !ImageReference.NamesRegistry(rest) };
        if (transport == ImageTransport.DockerDaemon)
            return new ImageLocation(transport, prefix, rest, null, null);
        if (transport is ImageTransport.Directory or ImageTransport.Files)
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

    private static ImageLocation? SniffDirectory(string path) =>
        OciLayout.IsLayout(path) ? ForLayout(path)
        : ImageDirectory.IsImageDirectory(path) ? new ImageLocation(ImageTransport.Directory, "dir:", path, null, null)
        : null;

    private static bool HasTransport(string text) =>
        text.StartsWith(PodmanPrefix, StringComparison.Ordinal) || Prefixes.Any(entry => text.StartsWith(entry.Prefix, StringComparison.Ordinal));

    private static bool HasArchiveExtension(string text) => ArchiveExtensions.Any(extension => text.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>A path is never taken for a name on Docker Hub, which somebody else may own.</summary>
    private static bool IsFile(string text) =>
        LooksLikePath(text) || (!ImageReference.NamesRegistry(text) && (HasArchiveExtension(text) || text.AsSpan().ContainsAny('/', '\\')));

    private static PlimsollException ContainersStorage(string name) => PlimsollException.Usage(
        $"'{PodmanPrefix}{name}' cannot be used: podman's local storage cannot be read directly.",
        $"To push it: podman save {name} | plimsoll push - {(ImageReference.NamesRegistry(name) && !name.StartsWith(PodmanLocal, StringComparison.Ordinal) ? name : $"REGISTRY/{name.Replace(PodmanLocal, "", StringComparison.Ordinal)}")}\n"
        + $"Or start podman's service (podman system service --time=0 &), set DOCKER_HOST=unix://$XDG_RUNTIME_DIR/podman/podman.sock, and write docker-daemon:{name}.");

    private static bool LooksLikePath(string text) =>
        text is "." or ".." || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(text);
}

namespace Plimsoll.Cli.Completion;

/// <summary>Images that are named by transport and path, such as <c>oci-archive:FILE</c>: the shell only knows paths that stand alone.</summary>
internal static class ImagePaths
{
    private static readonly (string Prefix, string Description)[] Transports =
    [
        ("oci:", "OCI layout"),
        ("oci-archive:", "archive of an OCI layout"),
        ("docker-archive:", "archive of docker save"),
        ("docker-daemon:", "image of the Docker Engine"),
        ("dir:", "directory of blobs"),
    ];

    /// <summary>All of them. Nothing before the first letter, so that the shell offers files.</summary>
    public static IEnumerable<Candidate> CompleteAll(string current, string directory) => Transports.SelectMany(transport => Complete(transport.Prefix, transport.Description, current, directory));

    /// <summary>The prefix, or what is in the folder that is typed behind it.</summary>
    public static IEnumerable<Candidate> Complete(string prefix, string description, string current, string directory)
    {
        if (!current.StartsWith(prefix, StringComparison.Ordinal))
            return current.Length > 0 && prefix.StartsWith(current, StringComparison.Ordinal) ? [new Candidate(prefix, description)] : [];

        var typed = current[prefix.Length..];
        var folder = typed[..(typed.LastIndexOf('/') + 1)];
        var place = new DirectoryInfo(Path.GetFullPath(folder.Length == 0 ? "." : folder, directory));
        try
        {
            return prefix == "docker-daemon:" || !place.Exists
                ? []
                : [.. place.EnumerateFileSystemInfos()
                    .Where(entry => !entry.Name.StartsWith('.') || typed[folder.Length..].StartsWith('.'))
                    .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                    .Select(entry => new Candidate($"{prefix}{folder}{entry.Name}{(entry is DirectoryInfo ? "/" : "")}"))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

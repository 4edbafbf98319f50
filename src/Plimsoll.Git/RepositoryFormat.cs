namespace Plimsoll.Git;

/// <summary>
/// What a repository's own configuration says of its format. Read as text, because a repository whose format libgit2 does
/// not know is one it does not open.
/// </summary>
internal static class RepositoryFormat
{
    /// <summary>The formats beyond the plain one that can be read, as <c>extensions.*</c> names them.</summary>
    public static readonly IReadOnlyList<string> ReadableExtensions =
        ["noop", "objectformat", "partialclone", "preciousobjects", "relativeworktrees", "worktreeconfig"];

    /// <summary>Why the format cannot be read, as a sentence's end, or <c>null</c> where it is not the format.</summary>
    public static string? WhyUnreadable(string commonDirectory)
    {
        var config = ReadConfig(commonDirectory);
        if (config.GetValueOrDefault("extensions.objectformat") is { } hash && !Is(hash, "sha1"))
            return $"its object format is {hash} (extensions.objectFormat)";
        if (config.GetValueOrDefault("extensions.refstorage") is { } storage && !Is(storage, "files"))
            return $"its references are stored as {storage} (extensions.refStorage)";

        foreach (var (key, value) in config)
            if (key.StartsWith("extensions.", StringComparison.Ordinal) && !ReadableExtensions.Contains(key["extensions.".Length..]))
                return $"it uses the extension {key} = {value}";
        return config.GetValueOrDefault("core.repositoryformatversion") is { } version && version is not ("0" or "1")
            ? $"its format version is {version}"
            : null;
    }

    /// <summary>The remote that has what a partial clone lacks, or <c>null</c> where the clone is not partial.</summary>
    public static string? PromisorRemote(string commonDirectory)
    {
        var config = ReadConfig(commonDirectory);
        return config.GetValueOrDefault("extensions.partialclone")
            ?? config.Where(setting => setting.Key.StartsWith("remote.", StringComparison.Ordinal) && setting.Key.EndsWith(".promisor", StringComparison.Ordinal) && setting.Value == "true")
                .Select(setting => setting.Key["remote.".Length..^".promisor".Length]).FirstOrDefault();
    }

    /// <summary>Whether a setting says that something is not used.</summary>
    public static bool IsDisabled(string commonDirectory, string setting) => ReadConfig(commonDirectory).GetValueOrDefault(setting)?.ToLowerInvariant() is "false" or "no" or "off" or "0";

    /// <summary>
    /// The settings as <c>section.key</c> or <c>section.subsection.key</c>, in lower case but for the subsection; the last one wins.
    /// Includes are not followed.
    /// </summary>
    public static Dictionary<string, string> ReadConfig(string directory) => ReadConfigFile(Path.Combine(directory, "config"));

    /// <summary>The same of any file in the form of git's configuration; none where it does not exist.</summary>
    public static Dictionary<string, string> ReadConfigFile(string file)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(file))
            return settings;

        var section = "";
        foreach (var raw in File.ReadLines(file))
        {
            var line = raw.Trim();
            if (line.StartsWith('[') && line.IndexOf(']') is > 0 and var end)
                (section, line) = (SectionOf(line[1..end].Trim()), line[(end + 1)..].Trim());
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;

            var equals = line.IndexOf('=');
            var key = (equals < 0 ? line : line[..equals]).Trim().ToLowerInvariant();
            settings[$"{section}.{key}"] = equals < 0 ? "true" : line[(equals + 1)..].Trim().Trim('"');
        }
        return settings;
    }

    /// <summary><c>remote.origin</c> of <c>remote "origin"</c>.</summary>
    private static string SectionOf(string header) =>
        header.IndexOf('"') is > 0 and var quote
            ? $"{header[..quote].Trim().ToLowerInvariant()}.{header[quote..].Trim('"').Replace("\\\"", "\"", StringComparison.Ordinal)}"
            : header.ToLowerInvariant();

    private static bool Is(string value, string expected) => value.Equals(expected, StringComparison.OrdinalIgnoreCase);
}

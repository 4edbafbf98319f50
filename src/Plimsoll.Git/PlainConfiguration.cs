namespace Plimsoll.Git;

/// <summary>The configuration of a repository where it is plain: lines of the form that git itself writes, without what leads elsewhere or changes what others say.</summary>
internal static class PlainConfiguration
{
    /// <summary>Sections that bring other files, or another meaning to addresses.</summary>
    private static readonly string[] OtherSections = ["include", "includeif", "url"];

    /// <summary>What would change how files are compared, or where they are.</summary>
    private static readonly string[] OtherSettings = ["core.worktree", "core.autocrlf", "core.eol", "core.attributesfile", "core.bare", "core.filemode", "core.symlinks", "core.ignorecase", "core.precomposeunicode", "core.repositoryformatversion"];

    /// <summary>What of that changes nothing.</summary>
    private static readonly string[] UsualSettings = ["core.bare=false", "core.filemode=true", "core.symlinks=true", "core.ignorecase=false", "core.repositoryformatversion=0", "core.repositoryformatversion=1"];

    /// <summary>What in the user's or the machine's configuration would.</summary>
    private static readonly string[] OtherWords = ["[url", "[include", "[remote", "[extensions", "autocrlf", "attributesfile"];

    /// <summary>The settings of the repository by <c>section.key</c> or <c>section.subsection.key</c>; <c>null</c> where they are not plain.</summary>
    /// <param name="location">The repository.</param>
    /// <param name="environment">Tells where the user's configuration is.</param>
    public static Dictionary<string, string>? TryRead(RepositoryLocation location, Func<string, string?> environment)
    {
        if (UserFiles(environment).Any(IsOther))
            return null;

        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        var section = "";
        foreach (var raw in File.ReadLines(Path.Combine(location.CommonDirectory, "config")))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            if (line[0] == '[')
            {
                if (SectionOf(line) is not { } found)
                    return null;
                section = found;
                continue;
            }

            var equals = line.IndexOf('=');
            var key = equals < 0 ? "" : line[..equals].TrimEnd();
            var value = line[(equals + 1)..].TrimStart();
            if (section.Length == 0 || key.Length == 0 || !key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') || value.AsSpan().ContainsAny("\"\\#;"))
                return null;

            var name = $"{section}.{key.ToLowerInvariant()}";
            if ((OtherSettings.Contains(name) && !UsualSettings.Contains($"{name}={value}")) || (section == "extensions" && name != "extensions.partialclone"))
                return null;

            // A second value adds to the first, or takes its place.
            if (!settings.TryAdd(name, value) && name.StartsWith("remote.", StringComparison.Ordinal) && !name.EndsWith(".fetch", StringComparison.Ordinal))
                return null;
            settings[name] = value;
        }

        return settings;
    }

    /// <summary><c>core</c> of <c>[core]</c>, <c>remote.origin</c> of <c>[remote "origin"]</c>; <c>null</c> of anything else.</summary>
    private static string? SectionOf(string line)
    {
        if (line[^1] != ']')
            return null;

        var header = line[1..^1];
        var quote = header.IndexOf('"');
        var section = (quote < 0 ? header : header[..quote].TrimEnd()).ToLowerInvariant();
        if (section.Length == 0 || !section.All(char.IsAsciiLetterOrDigit) || OtherSections.Contains(section))
            return null;
        if (quote < 0)
            return section;
        return header[^1] == '"' && header.Length > quote + 2 && !header.AsSpan(quote + 1, header.Length - quote - 2).ContainsAny("\"\\") ? $"{section}.{header[(quote + 1)..^1]}" : null;
    }

    /// <summary>Where libgit2 looks besides.</summary>
    private static IEnumerable<string> UserFiles(Func<string, string?> environment)
    {
        yield return "/etc/gitconfig";
        if (environment("HOME") is { Length: > 0 } home)
        {
            yield return Path.Combine(home, ".gitconfig");
            yield return Path.Combine(home, ".config", "git", "config");
        }
        if (environment("XDG_CONFIG_HOME") is { Length: > 0 } folder)
            yield return Path.Combine(folder, "git", "config");
    }

    private static bool IsOther(string file)
    {
        var attributes = Path.Combine(Path.GetDirectoryName(file)!, file == "/etc/gitconfig" ? "gitattributes" : "attributes");
        if (File.Exists(attributes))
            return true;
        return File.Exists(file) && File.ReadAllText(file) is var text && OtherWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}

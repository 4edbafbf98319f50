namespace Plimsoll.Git;

/// <summary>
/// The tracked files that <c>git status</c> finds changed. No program runs that the repository's own configuration names: filters,
/// which are named in <c>.git/config</c> and chosen by the files of the repository, are left out, except for those of the user's or
/// the machine's configuration. What Git LFS stores is compared here, by the digests that git keeps of it.
/// </summary>
internal sealed class GitStatus(GitCommand git, RepositoryLocation location, string root)
{
    private const string Submodule = "160000";

    /// <summary>Asks git.</summary>
    /// <param name="error">What git said where it failed.</param>
    /// <returns><c>null</c> where git failed.</returns>
    public IReadOnlyList<ChangedFile>? ChangedFiles(out string error)
    {
        // Renames would name two paths; what is changed inside submodules is read below, where their configuration does not count either.
        var left = git.MayRunFilters ? [] : LocalFilters().Append(LfsPointer.Filter).Distinct(StringComparer.Ordinal).ToList();
        var output = git.Read(
            location, root,
            [.. left.SelectMany(Disable), "status", "--porcelain=v2", "-z", "--no-renames", "--untracked-files=no", "--ignore-submodules=dirty"],
            out error);
        if (output is null)
            return null;

        var ignored = IgnoredSubmodules();
        var entries = output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Parse)
            .Where(entry => !(entry.IsSubmodule && entry.IsInWorkTreeOnly && ignored.GetValueOrDefault(entry.Path) == "all"))
            .ToList();
        var filters = FiltersOf(entries.Where(entry => entry is { IsInWorkTreeOnly: true, IsSubmodule: false }).Select(entry => entry.Path));
        using var objects = filters.ContainsValue(LfsPointer.Filter) ? new ObjectReader(location) : null;
        return
        [
            .. entries
                .Where(entry => !(entry.HasSameMode && filters.GetValueOrDefault(entry.Path) == LfsPointer.Filter && IsPointer(objects!, entry)))
                .Select(entry => new ChangedFile(entry.Path, filters.GetValueOrDefault(entry.Path) is { } filter && (left.Contains(filter) || !IsConfigured(filter)) ? filter : null)),
            .. ChangedSubmodules(ignored, entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal)),
        ];
    }

    private bool IsPointer(ObjectReader objects, Entry entry) =>
        objects.TryRead(entry.IndexId, LfsPointer.Parse) is { } pointer && pointer.IsContentOf(Path.Combine(root, entry.Path));

    /// <summary>The filters that the repository's own configuration defines, with what it includes.</summary>
    private IEnumerable<string> LocalFilters()
    {
        // A scope, and the name of a setting that it has, in turn.
        var settings = git.Read(location, root, ["config", "--show-scope", "--name-only", "-z", "--get-regexp", @"^filter\."], out _)?.Split('\0') ?? [];
        for (var i = 0; i + 1 < settings.Length; i += 2)
            if (settings[i] is "local" or "worktree" && settings[i + 1].LastIndexOf('.') is > 7 and var dot)
                yield return settings[i + 1]["filter.".Length..dot];
    }

    private bool IsConfigured(string filter) =>
        git.Read(location, root, ["config", "--get-regexp", $@"^filter\.{System.Text.RegularExpressions.Regex.Escape(filter)}\.(clean|process)$"], out _) is not null;

    private static IEnumerable<string> Disable(string filter) =>
        ["-c", $"filter.{filter}.clean=", "-c", $"filter.{filter}.process=", "-c", $"filter.{filter}.required=false"];

    /// <summary>The filters that attributes give to some files.</summary>
    private Dictionary<string, string> FiltersOf(IEnumerable<string> paths)
    {
        var input = string.Concat(paths.Select(path => $"{path}\0"));
        var filters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (input.Length == 0 || git.Read(location, root, ["check-attr", "-z", "--stdin", "filter"], out _, input)?.Split('\0') is not { } answers)
            return filters;

        // Path, attribute and value in turn.
        for (var i = 0; i + 2 < answers.Length; i += 3)
            if (answers[i + 2] is not ("unspecified" or "unset" or "set" or ""))
                filters[answers[i]] = answers[i + 2];
        return filters;
    }

    /// <summary>Submodules with changed files, where nobody said that those do not count.</summary>
    private IEnumerable<ChangedFile> ChangedSubmodules(Dictionary<string, string> ignored, HashSet<string> known)
    {
        foreach (var line in git.Read(location, root, ["ls-files", "--stage", "-z"], out _)?.Split('\0') ?? [])
        {
            if (!line.StartsWith(Submodule, StringComparison.Ordinal))
                continue;

            var path = line[(line.IndexOf('\t') + 1)..];
            if (known.Contains(path) || ignored.GetValueOrDefault(path) is "all" or "dirty" || !Path.Exists(Path.Combine(root, path, ".git")))
                continue;

            // Nothing of the environment: GIT_DIR would lead back to where this came from.
            var submodule = RepositoryLocation.Find(Path.Combine(root, path), _ => null) with { Git = git };
            if (HasChanges(submodule, Path.Combine(root, path)))
                yield return new ChangedFile(path, null);
        }
    }

    private bool HasChanges(RepositoryLocation submodule, string folder)
    {
        if (!submodule.IsReadByLibGit2)
            return WorkingTreeStatus.Ask(git, submodule, folder).Count > 0;
        using var repository = RepositoryOpener.Open(submodule);
        using var objects = new ObjectReader(submodule);
        return WorkingTreeStatus.AllChangedFiles(repository, submodule, objects, folder).Count > 0;
    }

    /// <summary>What <c>submodule.NAME.ignore</c> says, by path; the repository's own configuration counts before <c>.gitmodules</c>.</summary>
    private Dictionary<string, string> IgnoredSubmodules()
    {
        var modules = RepositoryFormat.ReadConfigFile(Path.Combine(root, ".gitmodules"));
        var config = RepositoryFormat.ReadConfig(location.CommonDirectory);
        var ignored = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, path) in modules.Where(setting => setting.Key.StartsWith("submodule.", StringComparison.Ordinal) && setting.Key.EndsWith(".path", StringComparison.Ordinal)))
        {
            var name = key[..^".path".Length] + ".ignore";
            if ((config.GetValueOrDefault(name) ?? modules.GetValueOrDefault(name) ?? config.GetValueOrDefault("diff.ignoresubmodules")) is { } ignore)
                ignored[path] = ignore;
        }
        return ignored;
    }

    /// <summary>
    /// An entry (git-status, "Porcelain Format Version 2"): <c>1 XY SUB MODE MODE MODE ID ID PATH</c> with HEAD, index and working
    /// tree in turn, or <c>u XY SUB MODE MODE MODE MODE ID ID ID PATH</c> of a conflict.
    /// </summary>
    private static Entry Parse(string line)
    {
        var isConflict = line[0] == 'u';
        var fields = line.Split(' ', isConflict ? 11 : 9);
        return new Entry(
            fields[^1],
            fields[2][0] == 'S',
            !isConflict && fields[1] is ['.', 'M'],
            !isConflict && fields[1] is ['.', 'M'] && fields[4] == fields[5],
            isConflict ? "" : fields[7]);
    }

    private sealed record Entry(string Path, bool IsSubmodule, bool IsInWorkTreeOnly, bool HasSameMode, string IndexId);
}

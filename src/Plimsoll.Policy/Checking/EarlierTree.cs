using Plimsoll.Policy.Scanners;

namespace Plimsoll.Policy.Checking;

/// <summary>The files of before a change, scanned as those of now were.</summary>
/// <param name="earlier">The files of before.</param>
/// <param name="root">The repository's root.</param>
/// <param name="baseDirectory">The folder that reported paths start from.</param>
/// <param name="paths">The files and folders that are checked.</param>
/// <param name="filter">Which files are left out.</param>
internal sealed class EarlierTree(EarlierFiles earlier, string root, string baseDirectory, IReadOnlyList<string> paths, FileFilter filter)
{
    /// <param name="Scan">What the files held.</param>
    /// <param name="Paths">Where they are now.</param>
    /// <param name="Changed">What each changed file holds and held.</param>
    internal sealed record Result(FileTreeScan Scan, EarlierPaths Paths, IReadOnlyList<(FileScan Now, FileScan Before)> Changed);

    /// <summary>Reads them. What did not change and depends on no other file is taken over from <paramref name="now"/>.</summary>
    public Result Scan(FileTreeScan now, SourceTree tree, CancellationToken cancellationToken)
    {
        var known = now.Files.Zip(now.Own).ToDictionary(file => file.First.FullPath, file => file.Second, StringComparer.Ordinal);
        var changed = now.Files.Where(file => earlier.IsChanged(file.FullPath)).Select(file => file.FullPath).ToHashSet(StringComparer.Ordinal);
        var added = now.Files.Where(file => changed.Contains(file.FullPath) && earlier.Read(file.FullPath) is null).ToList();
        var deleted = Deleted().ToList();
        var before = now.Files.Except(added).Concat(deleted).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var overlay = new FileOverlay(path => IsInside(path) && earlier.IsChanged(path), earlier.Read, earlier.Deleted);
        var scan = FileTreeScan.Run(before, new SourceTree(root, baseDirectory, overlay) { ReadsActions = tree.ReadsActions },
            file => !changed.Contains(file.FullPath) && known.TryGetValue(file.FullPath, out var same) && !same.ReadsOthers ? same : null, cancellationToken);

        var scans = scan.Files.Zip(scan.Own).ToDictionary(file => file.First.FullPath, file => file.Second, StringComparer.Ordinal);
        return new Result(scan, new EarlierPaths(added, deleted, tree, earlier),
            [.. now.Files.Zip(now.Scans).Where(file => changed.Contains(file.First.FullPath) && scans.ContainsKey(file.First.FullPath)).Select(file => (file.Second, scans[file.First.FullPath]))]);
    }

    /// <summary>The files that would have been checked and are gone.</summary>
    private IEnumerable<CandidateFile> Deleted()
    {
        var folders = paths.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, baseDirectory))).ToList();
        return earlier.Deleted
            .Where(path => folders.Exists(folder => path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) && !filter.Ignores(path) && !filter.Excludes(path))
            .Select(path => new CandidateFile(path, ReportedPath.From(path, baseDirectory), IsExplicit: false))
            .Where(file => FileScanner.IsCandidate(file.Path));
    }

    private bool IsInside(string path) => path.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

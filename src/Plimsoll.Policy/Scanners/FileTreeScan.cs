using Plimsoll.Oci;
using Plimsoll.Policy.Scanners.Kustomize;

namespace Plimsoll.Policy.Scanners;

/// <summary>The result of scanning files and folders.</summary>
/// <param name="Files">The files that were checked, in the order of their reported paths.</param>
/// <param name="Scans">What each of them holds.</param>
/// <param name="Problems">Folders that could not be read.</param>
internal sealed record FileTreeScan(IReadOnlyList<CandidateFile> Files, IReadOnlyList<FileScan> Scans, IReadOnlyList<Finding> Problems)
{
    /// <summary>What each file holds by itself, before kustomizations change it.</summary>
    public IReadOnlyList<FileScan> Own { get; private init; } = [];

    /// <summary>How many files were found and left out because they are excluded.</summary>
    public int Excluded { get; private init; }

    /// <summary>Finds the files and reads them, several at once.</summary>
    /// <param name="paths">Files and folders, absolute or relative to <paramref name="baseDirectory"/>.</param>
    /// <param name="baseDirectory">The folder that reported paths start from.</param>
    /// <param name="tree">What the files may refer to, and where their content is read.</param>
    /// <param name="input">A file that is read too, in place of one with its path, or <c>null</c>.</param>
    /// <param name="filter">Which files are left out.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="PlimsollException">A path does not exist (exit code 2).</exception>
    public static FileTreeScan Run(IReadOnlyList<string> paths, string baseDirectory, SourceTree tree, CandidateFile? input, FileFilter filter, CancellationToken cancellationToken)
    {
        var (files, excluded, problems) = FileDiscovery.Find(paths, baseDirectory, filter, cancellationToken);
        if (input is not null)
            files = [.. files.Where(file => file.FullPath != input.FullPath).Append(input).OrderBy(file => file.Path, StringComparer.Ordinal)];
        return Run(files, tree, static _ => null, cancellationToken) with { Problems = problems, Excluded = excluded };
    }

    /// <summary>Reads files, several at once.</summary>
    /// <param name="files">The files, in the order of their reported paths.</param>
    /// <param name="tree">What they may refer to.</param>
    /// <param name="known">What a file holds where that is known already, or <c>null</c>.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static FileTreeScan Run(IReadOnlyList<CandidateFile> files, SourceTree tree, Func<CandidateFile, FileScan?> known, CancellationToken cancellationToken)
    {
        var scans = new FileScan[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions { CancellationToken = cancellationToken }, i => scans[i] = known(files[i]) ?? FileScanner.Scan(files[i], tree, cancellationToken));
        var isDeployment = Array.ConvertAll(scans, scan => !ReferenceEquals(scan, FileScan.NoDeployment));
        files = [.. files.Where((_, i) => isDeployment[i])];
        scans = [.. scans.Where((_, i) => isDeployment[i])];
        var own = scans.ToArray();
        KustomizeOverlays.Apply(files, scans, tree, cancellationToken);
        return new FileTreeScan(files, scans, []) { Own = own };
    }
}

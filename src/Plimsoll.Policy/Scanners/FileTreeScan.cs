using Plimsoll.Oci;
using Plimsoll.Policy.Scanners.Kustomize;

namespace Plimsoll.Policy.Scanners;

/// <summary>The result of scanning files and folders.</summary>
/// <param name="Files">The files, in the order of their reported paths.</param>
/// <param name="Scans">What each of them holds.</param>
/// <param name="Problems">Folders that could not be read.</param>
internal sealed record FileTreeScan(IReadOnlyList<CandidateFile> Files, IReadOnlyList<FileScan> Scans, IReadOnlyList<Finding> Problems)
{
    /// <summary>Finds the files and reads them, several at once.</summary>
    /// <exception cref="PlimsollException">A path does not exist (exit code 2).</exception>
    public static FileTreeScan Run(IReadOnlyList<string> paths, string baseDirectory, SourceTree tree, Func<string, bool>? isIgnored, CancellationToken cancellationToken)
    {
        var (files, problems) = FileDiscovery.Find(paths, baseDirectory, isIgnored, cancellationToken);
        var scans = new FileScan[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions { CancellationToken = cancellationToken }, i => scans[i] = FileScanner.Scan(files[i], tree, cancellationToken));
        KustomizeOverlays.Apply(files, scans, tree, cancellationToken);
        return new FileTreeScan(files, scans, problems);
    }
}

using Plimsoll.Policy.Rules;
using Plimsoll.Policy.Scanners;
using Plimsoll.Policy.Scanners.Kustomize;

namespace Plimsoll.Policy;

/// <summary>Judges the images that deployment files use. It reads files only: no network, no process, no environment variable.</summary>
public static class PolicyChecker
{
    /// <summary>
    /// Checks files and folders. A folder is searched with all below it, without <c>.git</c>, <c>node_modules</c>,
    /// <c>bin</c>, <c>obj</c> and <c>artifacts</c>; symbolic links are followed where they stay inside it. A file that
    /// cannot be read is a finding, and the rest goes on. Files above 10 MiB are not read.
    /// </summary>
    /// <param name="paths">Files and folders, absolute or relative to <paramref name="baseDirectory"/>; none means that folder itself.</param>
    /// <param name="policy">What is allowed.</param>
    /// <param name="baseDirectory">An absolute path; reported paths and the globs of environments are relative to it.</param>
    /// <param name="cancellationToken">Ends the check early.</param>
    /// <returns>Findings and images in a stable order: by path (ordinal), then by position.</returns>
    /// <exception cref="PlimsollException">A path does not exist (exit code 2).</exception>
    public static async Task<CheckResult> CheckAsync(IReadOnlyList<string> paths, ImagePolicy policy, string baseDirectory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentException.ThrowIfNullOrEmpty(baseDirectory);
        return await Task.Run(() => Check(paths.Count == 0 ? ["."] : paths, policy, Path.GetFullPath(baseDirectory), cancellationToken), cancellationToken);
    }

    private static CheckResult Check(IReadOnlyList<string> paths, ImagePolicy policy, string baseDirectory, CancellationToken cancellationToken)
    {
        var (files, findings) = FileDiscovery.Find(paths, baseDirectory, cancellationToken);
        string FromRoot(CandidateFile file) => policy.Root is { } root ? Path.GetRelativePath(root, file.FullPath).Replace('\\', '/') : file.Path;
        var profiles = new ProfileSelector(policy, files.Select(FromRoot));
        var tree = new SourceTree(policy.Root ?? baseDirectory, baseDirectory);
        var scans = new FileScan[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions { CancellationToken = cancellationToken },
            i => scans[i] = FileScanner.Scan(files[i], tree, cancellationToken));
        KustomizeOverlays.Apply(files, scans, tree, cancellationToken);

        var images = new List<CheckedImage>();
        for (var i = 0; i < scans.Length; i++)
        {
            var profile = profiles.For(FromRoot(files[i]));
            findings.AddRange(scans[i].Findings);
            foreach (var use in scans[i].Uses)
            {
                images.Add(new CheckedImage(use, policy.Judge(use)));
                if (ImageRules.Check(use, policy, profile) is { } finding)
                    findings.Add(finding);
            }
        }

        // An image that several files bring into use is one finding, with the weight of the strictest.
        var ordered = findings
            .OrderByDescending(finding => finding.Severity)
            .DistinctBy(finding => (finding.Rule, finding.Span, finding.Image))
            .OrderBy(finding => finding.Span.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Span.StartLine)
            .ThenBy(finding => finding.Span.StartColumn)
            .ToList();
        return new CheckResult(ordered, images, files.Count);
    }
}

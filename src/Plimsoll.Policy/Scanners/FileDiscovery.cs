using Plimsoll.Oci;
using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Scanners;

/// <summary>
/// Finds the files of a check. A folder is searched with all below it for names of deployment files; version control,
/// packages and build output are left out. A link is followed where it leads inside the folder that is searched.
/// </summary>
internal sealed class FileDiscovery
{
    private const int MaximumDepth = 128;

    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase) { ".git", "node_modules", ".terraform", "bin", "obj", "artifacts" };

    private readonly string _baseDirectory;
    private readonly FileFilter _filter;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, CandidateFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _excluded = new(StringComparer.Ordinal);
    private string _root = "";

    private FileDiscovery(string baseDirectory, FileFilter filter, CancellationToken cancellationToken)
    {
        _baseDirectory = baseDirectory;
        _filter = filter;
        _cancellationToken = cancellationToken;
    }

    private List<Finding> Findings { get; } = [];

    /// <summary>The files in the order of their reported paths, each once, how many are excluded, and a finding for each folder that cannot be read.</summary>
    /// <exception cref="PlimsollException">A path does not exist (exit code 2); all that do not are named.</exception>
    public static (List<CandidateFile> Files, int Excluded, List<Finding> Findings) Find(
        IReadOnlyList<string> paths, string baseDirectory, FileFilter filter, CancellationToken cancellationToken)
    {
        var discovery = new FileDiscovery(baseDirectory, filter, cancellationToken);
        var fullPaths = paths.Select(path => System.IO.Path.GetFullPath(path, baseDirectory)).ToList();
        var missing = paths.Zip(fullPaths).Where(path => !Path.Exists(path.Second)).Select(path => $"'{path.First}'").ToList();
        if (missing.Count > 0)
        {
            throw PlimsollException.Usage(
                $"No such file or folder: {string.Join(", ", missing)} (in '{baseDirectory}').",
                "Pass existing files or folders, or none to check the whole folder.");
        }

        foreach (var path in fullPaths)
        {
            if (Directory.Exists(path))
            {
                discovery._root = RealPath.Resolve(path);
                discovery.Search(new DirectoryInfo(path), isLinked: false, depth: 0);
            }
            else
            {
                discovery.Add(path, discovery.Reported(path), isExplicit: true);
            }
        }

        return (discovery._files.Values.OrderBy(file => file.Path, StringComparer.Ordinal).ToList(), discovery._excluded.Count, discovery.Findings);
    }

    private void Search(DirectoryInfo folder, bool isLinked, int depth)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }))
                Visit(entry, isLinked, depth);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Findings.Add(UnreadableFileRule.CreateFinding("the folder cannot be read", SourceSpan.StartOf(Reported(folder.FullName))));
        }
    }

    private void Visit(FileSystemInfo entry, bool isLinked, int depth)
    {
        // Deleted since, or its name is not valid text, so that it cannot be opened by it.
        if (!entry.Exists && entry.LinkTarget is null)
        {
            if (FileScanner.IsCandidate(Reported(entry.FullName)))
                Findings.Add(UnreadableFileRule.CreateFinding("it cannot be opened: its name is probably not valid text", SourceSpan.StartOf(Reported(entry.FullName))));
            return;
        }

        var isLink = (entry.Attributes & FileAttributes.ReparsePoint) != 0 && entry.LinkTarget is not null;
        if (isLink && !IsInsideRoot(entry))
            return;

        if ((entry.Attributes & FileAttributes.Directory) != 0 || (isLink && Directory.Exists(entry.FullName)))
        {
            // One link deep: links in a circle would otherwise never end.
            if (!Skipped.Contains(entry.Name) && !(isLink && isLinked) && depth < MaximumDepth && !_filter.Ignores(entry.FullName))
                Search(new DirectoryInfo(entry.FullName), isLinked || isLink, depth + 1);
        }
        else if (Reported(entry.FullName) is var path && FileScanner.IsCandidate(path) && (!isLink || File.Exists(RealPath.Resolve(entry.FullName))) && !_filter.Ignores(entry.FullName))
        {
            Add(entry.FullName, path, isExplicit: false);
        }
    }

    private bool IsInsideRoot(FileSystemInfo link)
    {
        var target = RealPath.Resolve(link.FullName);
        return target == _root || target.StartsWith(_root.EndsWith(Path.DirectorySeparatorChar) ? _root : _root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private void Add(string fullPath, string path, bool isExplicit)
    {
        if (_filter.Excludes(fullPath))
            _excluded.Add(fullPath);
        else if (isExplicit || !_files.ContainsKey(fullPath))
            _files[fullPath] = new CandidateFile(fullPath, path, isExplicit);
    }

    private string Reported(string fullPath) => ReportedPath.From(fullPath, _baseDirectory);
}

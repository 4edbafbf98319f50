using Plimsoll.Oci;
using System.Collections.Concurrent;
using Plimsoll.Policy.Scanners.Compose;
using Plimsoll.Policy.Scanners.Terraform;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners;

/// <summary>
/// The files that a checked file may refer to: those below one folder, links that lead out of it excluded. Each is read and
/// parsed once, on first use. Safe for use by several threads.
/// </summary>
/// <param name="root">The folder, an absolute path: the repository's root.</param>
/// <param name="baseDirectory">The folder that reported paths start from.</param>
/// <param name="overlay">Files that are read from elsewhere. The default is <c>null</c>: none.</param>
internal sealed class SourceTree(string root, string baseDirectory, FileOverlay? overlay = null)
{
    private const int MaximumBeside = 200;

    private readonly string _realRoot = RealPath.Resolve(root);
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
    private readonly ConcurrentDictionary<(string Folder, string FileName), string?> _foldersAround = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _beside = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<SourceFile?>> _files = new(StringComparer.Ordinal);

    /// <summary>Whether the actions that files use are read, beside the images.</summary>
    public bool ReadsActions { get; init; }

    /// <summary>The <c>.env</c> files.</summary>
    public EnvironmentFiles EnvironmentFiles { get; } = new(overlay);

    /// <summary>The files of Terraform's modules.</summary>
    public TerraformFolders TerraformFolders { get; } = new();

    /// <summary>The kind that accepted the bytes of a file last, on any thread.</summary>
    public DocumentScanner? LastAccepted { get; set; }

    /// <summary>A file by its path; <c>null</c> where it is not a valid path, does not exist, cannot be read, is too large or is outside.</summary>
    public SourceFile? Open(string path)
    {
        // The text of a file may name anything, including invalid paths.
        if (path.Contains('\0'))
            return null;

        var fullPath = Path.GetFullPath(path);
        return _files.GetOrAdd(fullPath, key => new Lazy<SourceFile?>(() => Read(key))).Value;
    }

    /// <summary>The bytes of a file, whether inside or not: the planned ones, else the current ones.</summary>
    public FileContent Content(string fullPath) =>
        overlay?.Covers(fullPath) != true ? FileContent.Read(fullPath)
        : overlay.Read(fullPath) is { } bytes ? new FileContent(bytes, null)
        : new FileContent(null, "it does not exist");

    /// <summary>A file as something to scan; <c>null</c> where it is not there or outside.</summary>
    public CandidateFile? Find(string fullPath) =>
        Exists(fullPath) && IsInside(fullPath) ? new CandidateFile(fullPath, ReportedPath.From(fullPath, baseDirectory), IsExplicit: false) : null;

    /// <summary>The files of YAML in the folder of a file, at most <see cref="MaximumBeside"/> of them.</summary>
    public IEnumerable<SourceFile> DocumentsBeside(string fullPath) =>
        Path.GetDirectoryName(fullPath) is not { } folder || !IsFolder(folder) ? []
        : _beside.GetOrAdd(folder, static folder => [.. Directory.EnumerateFiles(folder).Where(path => Path.GetExtension(path) is ".yaml" or ".yml").Order(StringComparer.Ordinal).Take(MaximumBeside)]).Select(Open).OfType<SourceFile>();

    /// <summary>A file by its path from the root of the tree.</summary>
    public SourceFile? OpenFromRoot(string relativePath) => Open(Path.Combine(root, relativePath.TrimStart('/')));

    /// <summary>Whether a path is a folder inside the tree.</summary>
    public bool IsFolder(string path) => (Directory.Exists(path) || overlay?.HasFolder(path) == true) && IsInside(path);

    /// <summary>Whether there is a file at a path, inside or not.</summary>
    public bool Exists(string fullPath) => overlay?.Covers(fullPath) == true ? overlay.Read(fullPath) is not null : File.Exists(fullPath);

    /// <summary>The paths of the files in a folder.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IEnumerable<string> FilesIn(string folder) =>
        (Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : []).Concat(overlay?.AddedTo(folder) ?? []);

    /// <summary>The nearest folder with a file of this name, from the folder of <paramref name="fullPath"/> up to the root; <c>null</c> where there is none.</summary>
    public string? FolderAround(string fullPath, string fileName)
    {
        if (Path.GetDirectoryName(fullPath) is not { } folder || !(folder == _root || folder.StartsWith(_root.EndsWith(Path.DirectorySeparatorChar) ? _root : _root + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            return null;

        if (!_foldersAround.TryGetValue((folder, fileName), out var found))
        {
            found = Exists(Path.Combine(folder, fileName)) ? folder : FolderAround(folder, fileName);
            _foldersAround[(folder, fileName)] = found;
        }

        return found;
    }

    /// <summary>The text of a file that is neither YAML nor JSON; read on each call.</summary>
    public SourceText? Text(string fullPath) =>
        Exists(fullPath) && IsInside(fullPath) && Content(fullPath) is { Bytes: { } bytes }
            ? new SourceText(ReportedPath.From(fullPath, baseDirectory), FileContent.Text(bytes))
            : null;

    private SourceFile? Read(string fullPath)
    {
        if (Text(fullPath) is not { } source)
            return null;

        return new SourceFile(fullPath, source, YamlReader.Read(JsonComments.Without(source.Text, source.Name), CancellationToken.None));
    }

    private bool IsInside(string path)
    {
        var real = RealPath.Resolve(path);
        return real == _realRoot || real.StartsWith(Path.TrimEndingDirectorySeparator(_realRoot) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}

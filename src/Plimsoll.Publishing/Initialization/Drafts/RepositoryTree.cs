using System.Text.RegularExpressions;
using Plimsoll.Oci;

namespace Plimsoll.Publishing.Initialization.Drafts;

/// <summary>The files of a working tree, without version control, packages and build output.</summary>
internal sealed partial class RepositoryTree
{
    private const int MaximumFiles = 100_000;
    private const int MaximumSize = 1024 * 1024;

    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase) { ".git", "node_modules", "bin", "obj", "artifacts", "vendor", ".terraform", ".vs", ".idea", ".venv", "dist", "target" };

    private static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    private RepositoryTree(string root, IReadOnlyList<string> files) => (Root, Files) = (root, files);

    /// <summary>The directory, absolute.</summary>
    public string Root { get; }

    /// <summary>The files, relative with forward slashes, in ordinal order.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <exception cref="PlimsollException">There are more files than a repository has (exit code 2).</exception>
    public static RepositoryTree Read(string root)
    {
        var files = new List<string>();
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder))
        {
            files.AddRange(Directory.EnumerateFiles(folder, "*", All).Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/')));
            if (files.Count > MaximumFiles)
                throw PlimsollException.Usage($"'{root}' has more than {MaximumFiles} files.", "Run it in the root of a repository.");
            foreach (var below in Directory.EnumerateDirectories(folder, "*", All).Where(below => !Skipped.Contains(Path.GetFileName(below))))
                folders.Push(below);
        }

        files.Sort(StringComparer.Ordinal);
        return new RepositoryTree(root, files);
    }

    /// <summary>The text of a file, or <c>null</c> where it is too large for a file of settings. What is empty may be a pipe, and is not opened.</summary>
    public string? ReadText(string file) => new FileInfo(Path.Combine(Root, file)) switch
    {
        { Length: 0 } => "",
        { Length: <= MaximumSize } info => File.ReadAllText(info.FullName),
        _ => null,
    };

    /// <summary>Whether a file is of what the repository makes, and not of its tests, examples or development containers.</summary>
    public static bool IsOfProduct(string file) => !OfOthers.IsMatch(file);

    /// <summary>The folder of a file; empty for the root.</summary>
    public static string FolderOf(string file) => file.LastIndexOf('/') is > 0 and var end ? file[..end] : "";

    /// <summary>A path that a file in <paramref name="folder"/> names, from the root; <c>null</c> where it leads out.</summary>
    public static string? Join(string folder, string path)
    {
        var parts = new List<string>();
        foreach (var part in $"{folder}/{path}".Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
            if (part == ".." && parts.Count == 0)
                return null;
            else if (part == "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        return string.Join('/', parts);
    }

    [GeneratedRegex(@"(?:\A|/)(?:\.devcontainer|\.github|tests?|testdata|fixtures|examples?|samples?|docs)/", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex OfOthers { get; }
}

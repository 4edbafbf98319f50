namespace Plimsoll.Build;

/// <summary>Paths as text, by methods of older builds; newer ones use <see cref="AbsolutePath"/> and <see cref="RelativePath"/>.</summary>
public static class PathConstruction
{
    /// <summary>Finds files, as <see cref="AbsolutePathExtensions.GlobFiles"/>: absolute paths.</summary>
    public static IReadOnlyCollection<string> GlobFiles(string directory, params string[] patterns) => Texts(Full(directory).GlobFiles(patterns));

    /// <summary>Finds directories, as <see cref="AbsolutePathExtensions.GlobDirectories"/>: absolute paths.</summary>
    public static IReadOnlyCollection<string> GlobDirectories(string directory, params string[] patterns) => Texts(Full(directory).GlobDirectories(patterns));

    /// <summary>The path from a directory to another path.</summary>
    /// <param name="basePath">The directory.</param>
    /// <param name="destinationPath">The other path.</param>
    /// <param name="normalize">Without effect: the result is always normalised.</param>
    public static string GetRelativePath(string basePath, string destinationPath, bool normalize = true) => Path.GetRelativePath(basePath, destinationPath);

    /// <summary>The path from a directory to another path, with <c>/</c> between its parts.</summary>
    public static UnixRelativePath GetUnixRelativePath(string basePath, string destinationPath) => (UnixRelativePath)GetRelativePath(basePath, destinationPath);

    /// <summary>The path from a directory to another path, with <c>\</c> between its parts.</summary>
    public static WinRelativePath GetWinRelativePath(string basePath, string destinationPath) => (WinRelativePath)GetRelativePath(basePath, destinationPath);

    /// <summary>The path from a directory to another path, with <c>\</c> between its parts.</summary>
    public static WinRelativePath GetWinRelativePathTo(this AbsolutePath basePath, string destinationPath) => GetWinRelativePath(basePath, destinationPath);

    /// <summary>Joins two paths; the second must be relative.</summary>
    /// <param name="left">The first; nothing if it is <c>null</c>.</param>
    /// <param name="right">The second.</param>
    /// <param name="separator">What is between them. The default is that of the system.</param>
    /// <exception cref="BuildException">The second is absolute (exit code 2).</exception>
    public static string Combine(string? left, string? right, char? separator = null)
    {
        if (HasPathRoot(right))
            throw BuildException.Usage($"'{right}' is not a relative path, so it cannot be joined to '{left}'.");
        return string.IsNullOrEmpty(left) ? right ?? "" : string.IsNullOrEmpty(right) ? left : $"{left.TrimEnd('/', '\\')}{separator ?? Path.DirectorySeparatorChar}{right}";
    }

    /// <summary>Takes <c>.</c> and what <c>..</c> leaves out of a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="separator">What is between its parts. The default is that of the system.</param>
    public static string NormalizePath(string? path, char? separator = null)
    {
        var root = GetPathRoot(path);
        var rest = RelativePath.Normalise((path ?? "")[(root?.Length ?? 0)..], separator ?? Path.DirectorySeparatorChar);
        return root + rest;
    }

    /// <summary>Whether the other path is the directory itself or somewhere below it.</summary>
    public static bool IsDescendantPath(string basePath, string destinationPath) => Full(destinationPath).IsIn(Full(basePath));

    /// <summary>Whether a path begins at a root.</summary>
    public static bool HasPathRoot(string? path) => GetPathRoot(path) is not null;

    /// <summary>The root that a path begins at, or <c>null</c> if it is relative.</summary>
    public static string? GetPathRoot(string? path) => Path.GetPathRoot(path) is { Length: > 0 } root ? root : null;

    private static IReadOnlyCollection<string> Texts(IEnumerable<AbsolutePath> paths) => [.. paths.Select(path => path.ToString())];

    private static AbsolutePath Full(string path) => AbsolutePath.Create(Path.GetFullPath(path));
}

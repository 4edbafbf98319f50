using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build;

/// <summary>A relative path, with the separator of the system: <c>(RelativePath)"src" / "app"</c>.</summary>
public class RelativePath
{
    private readonly string _path;
    private readonly char _separator;

    private protected RelativePath(string path, char separator)
    {
        if (Path.IsPathRooted(path))
            throw BuildException.Usage($"'{path}' is not a relative path.");
        _path = Normalise(path, separator);
        _separator = separator;
    }

    /// <summary>Creates a path from a relative one; <c>null</c> stays <c>null</c>.</summary>
    /// <exception cref="BuildException">It is absolute (exit code 2).</exception>
    [return: NotNullIfNotNull(nameof(path))]
    public static explicit operator RelativePath?(string? path) => path is null ? null : new RelativePath(path, Path.DirectorySeparatorChar);

    /// <summary>The path as text.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator string?(RelativePath? path) => path?._path;

    /// <summary>Joins a relative path; <c>..</c> goes up.</summary>
    /// <exception cref="BuildException">The right side is absolute (exit code 2).</exception>
    public static RelativePath operator /(RelativePath left, string? right) => Path.IsPathRooted(right)
        ? throw BuildException.Usage($"'{right}' is not a relative path, so it cannot be joined to '{left}'.")
        : left.With($"{left._path}{left._separator}{right}");

    /// <summary>The directory that contains it: <c>path / ..</c>.</summary>
    /// <exception cref="BuildException">The range is another than <c>..</c> (exit code 2).</exception>
    public static RelativePath operator /(RelativePath left, Range range) => range.Equals(Range.All)
        ? left / ".."
        : throw BuildException.Usage($"'{left}' can be joined to '..' and not to '{range}'.");

    /// <summary>Appends text to the last part.</summary>
    public static RelativePath operator +(RelativePath left, string? right) => left.With(left._path + right);

    /// <summary>The same path with <c>/</c> between its parts.</summary>
    public UnixRelativePath ToUnixRelativePath() => (UnixRelativePath)_path;

    /// <summary>The same path with <c>\</c> between its parts.</summary>
    public WinRelativePath ToWinRelativePath() => (WinRelativePath)_path;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is RelativePath other && other._path == _path;

    /// <inheritdoc />
    public override int GetHashCode() => _path.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns the path as text.</summary>
    public override string ToString() => _path;

    private protected virtual RelativePath With(string path) => new(path, _separator);

    /// <summary>Takes <c>.</c> and what <c>..</c> leaves out of a path; a <c>..</c> at its begin stays.</summary>
    internal static string Normalise(string path, char separator)
    {
        var parts = new List<string>();
        foreach (var part in path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else
                parts.Add(part);
        return string.Join(separator, parts);
    }
}

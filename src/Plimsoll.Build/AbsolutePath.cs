using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build;

/// <summary>
/// The normalised, absolute path of a file or directory, which need not exist. Paths are joined with
/// <c>/</c>: <c>RootDirectory / "src" / ".." / "docs"</c>.
/// </summary>
public sealed class AbsolutePath : IEquatable<AbsolutePath>, IFormattable
{
    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string _path;

    private AbsolutePath(string path) => _path = path;

    /// <summary>The directory that contains it, or <c>null</c> for a root.</summary>
    public AbsolutePath? Parent => Path.GetDirectoryName(_path) is { Length: > 0 } parent ? new AbsolutePath(parent) : null;

    /// <summary>The last part, with its extension.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>The last part, without its last extension.</summary>
    public string NameWithoutExtension => Path.GetFileNameWithoutExtension(_path);

    /// <summary>The last extension with its dot, or an empty string.</summary>
    public string Extension => Path.GetExtension(_path);

    /// <summary>Creates a path from an absolute one.</summary>
    /// <exception cref="BuildException">The path is relative or empty (exit code 2).</exception>
    public static AbsolutePath Create(string path) => Path.IsPathFullyQualified(path)
        ? new AbsolutePath(Normalise(path))
        : throw BuildException.Usage($"'{path}' is not an absolute path.", "Join it to one: RootDirectory / \"…\".");

    /// <summary>Creates a path, relative to the given directory unless it is absolute.</summary>
    public static AbsolutePath Create(string path, AbsolutePath relativeTo) =>
        new(Normalise(Path.Combine(relativeTo._path, path)));

    /// <summary>Joins a relative path; <c>..</c> goes up.</summary>
    /// <exception cref="BuildException">The right side is absolute (exit code 2).</exception>
    public static AbsolutePath operator /(AbsolutePath left, string right) => Path.IsPathRooted(right)
        ? throw BuildException.Usage($"'{right}' is not a relative path, so it cannot be joined to '{left}'.")
        : Create(right, left);

    /// <summary>The directory that contains it: <c>path / ..</c>.</summary>
    /// <exception cref="BuildException">It is a root, or the range is another than <c>..</c> (exit code 2).</exception>
    public static AbsolutePath operator /(AbsolutePath left, Range range) => range.Equals(Range.All)
        ? left.Parent ?? throw BuildException.Usage($"'{left}' is a root: no directory contains it.")
        : throw BuildException.Usage($"'{left}' can be joined to '..' and not to '{range}'.");

    /// <summary>Appends text to the last part: <c>path + ".bak"</c>.</summary>
    public static AbsolutePath operator +(AbsolutePath left, string right) => new(Normalise(left._path + right));

    /// <summary>Whether both name the same path.</summary>
    public static bool operator ==(AbsolutePath? left, AbsolutePath? right) => Equals(left, right);

    /// <summary>Whether they name different paths.</summary>
    public static bool operator !=(AbsolutePath? left, AbsolutePath? right) => !Equals(left, right);

    /// <summary>The path as text, for file APIs and arguments.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator string?(AbsolutePath? path) => path?._path;

    /// <summary>Creates a path from an absolute one; <c>null</c> stays <c>null</c>.</summary>
    /// <exception cref="BuildException">The path is relative or empty (exit code 2).</exception>
    [return: NotNullIfNotNull(nameof(path))]
    public static implicit operator AbsolutePath?(string? path) => path is null ? null : Create(path);

    /// <summary>Returns the relative path to the target, an absolute path.</summary>
    /// <exception cref="BuildException">The target is on another drive of Windows (exit code 2).</exception>
    public RelativePath GetRelativePathTo(string target) => (RelativePath)Path.GetRelativePath(_path, target);

    /// <summary>Returns the relative path to the target, with <c>/</c> between the parts on every system.</summary>
    /// <exception cref="BuildException">The target is on another drive of Windows (exit code 2).</exception>
    public UnixRelativePath GetUnixRelativePathTo(string target) => (UnixRelativePath)Path.GetRelativePath(_path, target);

    /// <summary>Whether the other path is this directory itself or somewhere below it.</summary>
    public bool Contains(AbsolutePath other) => other.IsIn(this);

    /// <summary>Whether an absolute path in a text is this one or is below it; a relative one never is.</summary>
    public bool Contains(string other) => Path.IsPathFullyQualified(other) && Create(other).IsIn(this);

    /// <summary>Whether the path is the directory itself or somewhere below it, as <see cref="IsIn"/> says.</summary>
    public bool IsDescendantPathOf(AbsolutePath directory) => IsIn(directory);

    /// <summary>Whether the path is the directory itself or somewhere below it.</summary>
    public bool IsIn(AbsolutePath directory) =>
        Equals(directory) || _path.StartsWith(Path.TrimEndingDirectorySeparator(directory._path) + Path.DirectorySeparatorChar, Comparison);

    /// <inheritdoc />
    public bool Equals(AbsolutePath? other) => other is not null && string.Equals(_path, other._path, Comparison);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as AbsolutePath);

    /// <inheritdoc />
    public override int GetHashCode() => _path.GetHashCode(Comparison);

    /// <summary>Returns the path as text.</summary>
    public override string ToString() => _path;

    /// <summary>Returns the path as text, in quotes where the format says so.</summary>
    /// <param name="format">
    /// <c>n</c>, <c>nq</c> or none for the path as it is, <c>d</c> for double and <c>s</c> for single quotes; <c>dn</c> and <c>sn</c> for quotes only
    /// where the path has a space.
    /// </param>
    /// <param name="formatProvider">Has no effect.</param>
    /// <exception cref="FormatException">It is another format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider) => format switch
    {
        null or "" or "n" or "nq" => _path,
        "d" => $"\"{_path}\"",
        "s" => $"'{_path}'",
        "dn" => _path.Contains(' ') ? $"\"{_path}\"" : _path,
        "sn" => _path.Contains(' ') ? $"'{_path}'" : _path,
        _ => throw new FormatException($"'{format}' is not a format of a path: it must be one of n, nq, d, dn, s, sn."),
    };

    /// <summary>Returns the path as text, in quotes where the format says so: see <see cref="ToString(string, IFormatProvider)"/>.</summary>
    public string ToString(string? format) => ToString(format, null);

    private static string Normalise(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}

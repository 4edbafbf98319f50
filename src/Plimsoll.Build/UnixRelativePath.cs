using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build;

/// <summary>A relative path with <c>/</c> between its parts, on every system.</summary>
public sealed class UnixRelativePath : RelativePath
{
    private UnixRelativePath(string path) : base(path, '/')
    {
    }

    /// <summary>Creates a path from a relative one; <c>null</c> stays <c>null</c>.</summary>
    /// <exception cref="BuildException">It is absolute (exit code 2).</exception>
    [return: NotNullIfNotNull(nameof(path))]
    public static explicit operator UnixRelativePath?(string? path) => path is null ? null : new UnixRelativePath(path);

    private protected override RelativePath With(string path) => new UnixRelativePath(path);
}

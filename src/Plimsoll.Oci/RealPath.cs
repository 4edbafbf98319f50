namespace Plimsoll.Oci;

/// <summary>Where a path leads when every link in it, in any of its folders, is followed.</summary>
internal static class RealPath
{
    private const int MaximumLinks = 40;

    /// <summary>The path without links; an empty text, which is inside nothing, where the links do not end.</summary>
    public static string Resolve(string fullPath)
    {
        for (var links = 0; links < MaximumLinks; links++)
            if (FollowFirstLink(fullPath) is { } followed)
                fullPath = followed;
            else
                return Path.TrimEndingDirectorySeparator(fullPath);
        return "";
    }

    /// <summary>The path with its first link replaced, or <c>null</c> where it has none.</summary>
    private static string? FollowFirstLink(string fullPath)
    {
        var root = Path.GetPathRoot(fullPath) ?? "";
        var parts = fullPath[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var current = root;
        for (var i = 0; i < parts.Length; i++)
        {
            var next = Path.Combine(current, parts[i]);
            if (new FileInfo(next).LinkTarget is { } target)
                return Path.GetFullPath(Path.Combine([target, .. parts[(i + 1)..]]), current);
            current = next;
        }

        return null;
    }
}

using System.IO.Enumeration;

namespace Plimsoll.Oci;

/// <summary>The files below a folder that somebody else may have made.</summary>
internal static class FolderTree
{
    /// <summary>All files, at any depth; none where there is no such folder. Links to folders are passed over: those that lead back would be followed in ever more ways.</summary>
    /// <param name="folder">The folder, which may be a link itself.</param>
    /// <param name="skipsUnreadable">Whether folders that may not be read are passed over too.</param>
    /// <returns>Their full paths.</returns>
    public static IEnumerable<string> EnumerateFiles(string folder, bool skipsUnreadable = true) =>
        Enumerate(folder, skipsUnreadable, (ref FileSystemEntry entry) => !entry.IsDirectory);

    /// <summary>All links to folders, at any depth; those behind such a link are not among them.</summary>
    /// <param name="folder">The folder, which may be a link itself.</param>
    /// <returns>Their full paths.</returns>
    public static IEnumerable<string> EnumerateFolderLinks(string folder) =>
        Enumerate(folder, skipsUnreadable: true, (ref FileSystemEntry entry) => entry.IsDirectory && IsLink(ref entry));

    private static IEnumerable<string> Enumerate(string folder, bool skipsUnreadable, FileSystemEnumerable<string>.FindPredicate includes)
    {
        if (!Directory.Exists(folder))
            yield break;

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = skipsUnreadable };
        var paths = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = includes,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
        };
        foreach (var path in paths)
            yield return path;
    }

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
}

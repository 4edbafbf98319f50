using System.IO.Enumeration;

namespace Plimsoll.Oci;

/// <summary>The files below a folder that somebody else may have made.</summary>
internal static class FolderTree
{
    /// <summary>All files, at any depth; none where there is no such folder. Links to folders are passed over: those that lead back would be followed in ever more ways.</summary>
    /// <returns>Their full paths.</returns>
    public static IEnumerable<string> EnumerateFiles(string folder) => !Directory.Exists(folder) ? [] : new FileSystemEnumerable<string>(
        folder,
        (ref FileSystemEntry entry) => entry.ToFullPath(),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };
}

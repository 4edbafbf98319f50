using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Build;

/// <summary>Hashes of several files: whether any was added, removed, renamed or changed.</summary>
public static class DirectoryHashes
{
    /// <summary>The SHA-256 of the names and contents of all files in a directory, as lower-case hexadecimal digits; in NUKE it is an MD5.</summary>
    /// <param name="directory">The directory. Linked directories are not followed.</param>
    /// <param name="includeFile">Which files; <c>null</c> for all.</param>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static string GetDirectoryHash(this AbsolutePath directory, Func<AbsolutePath, bool>? includeFile = null)
    {
        if (!directory.DirectoryExists())
            throw new DirectoryNotFoundException($"There is no directory {directory}.");
        return directory.GetFiles(depth: int.MaxValue).Where(includeFile ?? (_ => true)).GetFileSetHash(directory);
    }

    /// <summary>The SHA-256 of the names and contents of files, whatever their order; a file that is there twice counts once.</summary>
    /// <param name="files">The files.</param>
    /// <param name="baseDirectory">What their names are relative to, so that the hash does not depend on where they are.</param>
    public static string GetFileSetHash(this IEnumerable<AbsolutePath> files, string baseDirectory)
    {
        var directory = AbsolutePath.Create(baseDirectory);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, file) in files.Distinct().Select(file => (directory.GetUnixRelativePathTo(file).ToString(), file)).OrderBy(file => file.Item1, StringComparer.Ordinal))
        {
            // The hash of each content has one length, so that no content can be taken for the name of the next file.
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{file.GetFileHash()}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Build.Execution;

namespace Plimsoll.Build;

/// <summary>Operations on files and directories. Failures are an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
public static class AbsolutePathExtensions
{
    /// <summary>Whether there is a file or directory.</summary>
    public static bool Exists(this AbsolutePath path) => Path.Exists(path);

    /// <summary>Whether there is a file.</summary>
    public static bool FileExists(this AbsolutePath path) => File.Exists(path);

    /// <summary>Whether there is a directory.</summary>
    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(path);

    /// <summary>Whether the directory has a file that matches a pattern, in itself or below as it says: <c>packages.config</c>, <c>**/*.sln</c>.</summary>
    public static bool ContainsFile(this AbsolutePath directory, string pattern) => Glob.Find(directory, [pattern], files: true).Count > 0;

    /// <summary>Whether the directory has a directory that matches a pattern, as <see cref="ContainsFile"/>.</summary>
    public static bool ContainsDirectory(this AbsolutePath directory, string pattern) => Glob.Find(directory, [pattern], files: false).Count > 0;

    /// <summary>Creates the directory and its parents, where they are missing.</summary>
    public static AbsolutePath CreateDirectory(this AbsolutePath directory)
    {
        Directory.CreateDirectory(directory);
        return directory;
    }

    /// <summary>
    /// Creates the directory, or empties it if it exists. The directory itself stays, with its permissions, as a mount point or as the link
    /// that it is; links in it are deleted, not followed.
    /// </summary>
    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath directory)
    {
        foreach (var entry in directory.CreateDirectory().ToDirectoryInfo().GetFileSystemInfos())
        {
            if (entry is DirectoryInfo)
            {
                AbsolutePath.Create(entry.FullName).DeleteDirectory();
                continue;
            }

            if (OperatingSystem.IsWindows())
                entry.Attributes = FileAttributes.Normal;
            entry.Delete();
        }

        return directory;
    }

    /// <summary>Deletes the directory with everything in it; a symbolic link is deleted, not followed.</summary>
    public static void DeleteDirectory(this AbsolutePath directory)
    {
        if (!directory.DirectoryExists())
            return;

        // Windows refuses to delete read-only files, as git makes them.
        if (OperatingSystem.IsWindows())
            foreach (var file in Directory.EnumerateFiles(directory, "*", Everything))
                File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(directory, recursive: new DirectoryInfo(directory).LinkTarget is null);
    }

    /// <summary>Deletes the directories, as <see cref="DeleteDirectory"/>.</summary>
    public static void DeleteDirectories(this IEnumerable<AbsolutePath> directories) => directories.ForEach(DeleteDirectory);

    /// <summary>Deletes the file, if there is one.</summary>
    public static void DeleteFile(this AbsolutePath file)
    {
        if (file.FileExists())
            File.Delete(file);
    }

    /// <summary>Deletes the files, as <see cref="DeleteFile"/>.</summary>
    public static void DeleteFiles(this IEnumerable<AbsolutePath> files) => files.ForEach(DeleteFile);

    /// <summary>Creates the file with its directories, or sets when it was last written.</summary>
    /// <param name="file">The file.</param>
    /// <param name="time">When; the default is now.</param>
    public static AbsolutePath TouchFile(this AbsolutePath file, DateTimeOffset? time = null)
    {
        file.Parent?.CreateDirectory();
        using (File.Open(file, FileMode.OpenOrCreate))
        {
        }

        File.SetLastWriteTimeUtc(file, (time ?? (BuildSession.CurrentOrNull?.Host.Clock ?? TimeProvider.System).GetUtcNow()).UtcDateTime);
        return file;
    }

    /// <summary>The file, for APIs that take one.</summary>
    public static FileInfo ToFileInfo(this AbsolutePath file) => new(file);

    /// <summary>The directory, for APIs that take one.</summary>
    public static DirectoryInfo ToDirectoryInfo(this AbsolutePath directory) => new(directory);

    /// <summary>The SHA-256 of the content, as lower-case hexadecimal digits; in NUKE it is the MD5.</summary>
    public static string GetFileHash(this AbsolutePath file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>Finds files in the directory, ordered by path; none where there is no directory. Linked directories are not followed.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="pattern">What their names match, with <c>*</c> and <c>?</c>.</param>
    /// <param name="depth">How many levels of directories to look into: 1 for only this one.</param>
    public static IReadOnlyList<AbsolutePath> GetFiles(this AbsolutePath directory, string pattern = "*", int depth = 1) =>
        [.. directory.DirectoryExists() ? Directory.GetFiles(directory, pattern, Levels(depth)).Order(StringComparer.Ordinal).Select(AbsolutePath.Create) : []];

    /// <summary>Finds directories in the directory, as <see cref="GetFiles"/>.</summary>
    public static IReadOnlyList<AbsolutePath> GetDirectories(this AbsolutePath directory, string pattern = "*", int depth = 1) =>
        [.. directory.DirectoryExists() ? Directory.GetDirectories(directory, pattern, Levels(depth)).Order(StringComparer.Ordinal).Select(AbsolutePath.Create) : []];

    /// <summary>
    /// Finds files below the directory by patterns with <c>*</c>, <c>?</c>, <c>**</c> and <c>{a,b}</c>, ordered by
    /// path: <c>RootDirectory.GlobFiles("src/**/*.cs")</c>; <c>!</c> before a pattern leaves out what it finds. Linked directories are not followed.
    /// </summary>
    public static IReadOnlyList<AbsolutePath> GlobFiles(this AbsolutePath directory, params string[] patterns) =>
        Glob.Find(directory, patterns, files: true);

    /// <summary>Finds directories below the directory, by patterns as <see cref="GlobFiles"/>.</summary>
    public static IReadOnlyList<AbsolutePath> GlobDirectories(this AbsolutePath directory, params string[] patterns) =>
        Glob.Find(directory, patterns, files: false);

    /// <summary>Reads the file as UTF-8, or by its byte order mark.</summary>
    public static string ReadAllText(this AbsolutePath file) => File.ReadAllText(file);

    /// <summary>Reads the lines of the file.</summary>
    public static string[] ReadAllLines(this AbsolutePath file) => File.ReadAllLines(file);

    /// <summary>Reads the bytes of the file.</summary>
    public static byte[] ReadAllBytes(this AbsolutePath file) => File.ReadAllBytes(file);

    /// <summary>Reads the file as JSON.</summary>
    /// <exception cref="BuildException">It is not valid JSON (exit code 2).</exception>
    public static JsonNode? ReadJson(this AbsolutePath file)
    {
        try
        {
            return JsonNode.Parse(file.ReadAllText());
        }
        catch (JsonException exception)
        {
            throw BuildException.Usage($"{file}, line {exception.LineNumber + 1} is not valid JSON: {exception.Message}", null, exception);
        }
    }

    /// <summary>Writes the lines as UTF-8 without a byte order mark, with the file's directories.</summary>
    public static AbsolutePath WriteAllLines(this AbsolutePath file, IEnumerable<string> lines)
    {
        file.Parent?.CreateDirectory();
        File.WriteAllLines(file, lines);
        return file;
    }

    /// <summary>Writes the bytes, with the file's directories.</summary>
    public static AbsolutePath WriteAllBytes(this AbsolutePath file, byte[] bytes)
    {
        file.Parent?.CreateDirectory();
        File.WriteAllBytes(file, bytes);
        return file;
    }

    /// <summary>Writes the file as UTF-8 without a byte order mark, with its directories.</summary>
    public static AbsolutePath WriteAllText(this AbsolutePath file, string content)
    {
        file.Parent?.CreateDirectory();
        File.WriteAllText(file, content);
        return file;
    }

    private static EnumerationOptions Levels(int depth) =>
        new() { RecurseSubdirectories = depth > 1, MaxRecursionDepth = Math.Max(depth - 1, 0), AttributesToSkip = depth > 1 ? FileAttributes.ReparsePoint : FileAttributes.None, MatchType = MatchType.Simple };

    private static EnumerationOptions Everything => new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Changes the text of a file, which has to exist.</summary>
    /// <returns>The path.</returns>
    public static AbsolutePath UpdateText(this AbsolutePath path, Func<string, string> update) => path.WriteAllText(update(path.ReadAllText()));
}

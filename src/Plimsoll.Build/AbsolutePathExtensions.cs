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

    /// <summary>Creates the directory and its parents, where they are missing.</summary>
    public static AbsolutePath CreateDirectory(this AbsolutePath directory)
    {
        Directory.CreateDirectory(directory);
        return directory;
    }

    /// <summary>Creates the directory, or empties it if it exists.</summary>
    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath directory)
    {
        directory.DeleteDirectory();
        return directory.CreateDirectory();
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

    /// <summary>
    /// Finds files below the directory by patterns with <c>*</c>, <c>?</c>, <c>**</c> and <c>{a,b}</c>, ordered by
    /// path: <c>RootDirectory.GlobFiles("src/**/*.cs")</c>. Linked directories are not followed.
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

    /// <summary>Writes the file as UTF-8 without a byte order mark, with its directories.</summary>
    public static AbsolutePath WriteAllText(this AbsolutePath file, string content)
    {
        file.Parent?.CreateDirectory();
        File.WriteAllText(file, content);
        return file;
    }

    /// <summary>Copies the file to another path, with its directories, replacing what is there.</summary>
    public static AbsolutePath Copy(this AbsolutePath file, AbsolutePath target)
    {
        target.Parent?.CreateDirectory();
        File.Copy(file, target, overwrite: true);
        return target;
    }

    /// <summary>Copies the file into a directory under its own name, replacing what is there.</summary>
    public static AbsolutePath CopyToDirectory(this AbsolutePath file, AbsolutePath directory) => file.Copy(directory / file.Name);

    /// <summary>Calls the action for each item.</summary>
    public static void ForEach<T>(this IEnumerable<T> items, Action<T> action)
    {
        foreach (var item in items)
            action(item);
    }

    private static EnumerationOptions Everything => new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
}

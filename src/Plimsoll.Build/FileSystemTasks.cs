namespace Plimsoll.Build;

/// <summary>
/// Files and directories by methods of older builds, for <c>using static Plimsoll.Build.FileSystemTasks;</c>; newer ones call those of
/// <see cref="AbsolutePath"/>. Failures are an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// </summary>
public static class FileSystemTasks
{
    /// <summary>Whether there is a file.</summary>
    public static bool FileExists(AbsolutePath path) => path.FileExists();

    /// <summary>Whether there is a directory.</summary>
    public static bool DirectoryExists(AbsolutePath path) => path.DirectoryExists();

    /// <summary>Creates the directory of a file and its parents, where they are missing.</summary>
    public static void EnsureExistingParentDirectory(string file) => PathOf(file).Parent?.CreateDirectory();

    /// <inheritdoc cref="EnsureExistingParentDirectory(string)"/>
    public static void EnsureExistingParentDirectory(AbsolutePath file) => file.Parent?.CreateDirectory();

    /// <summary>Creates a directory and its parents, where they are missing.</summary>
    public static void EnsureExistingDirectory(string directory) => PathOf(directory).CreateDirectory();

    /// <inheritdoc cref="EnsureExistingDirectory(string)"/>
    public static void EnsureExistingDirectory(AbsolutePath directory) => directory.CreateDirectory();

    /// <summary>Creates a directory, or empties it if it exists.</summary>
    public static void EnsureCleanDirectory(string directory) => PathOf(directory).CreateOrCleanDirectory();

    /// <inheritdoc cref="EnsureCleanDirectory(string)"/>
    public static void EnsureCleanDirectory(AbsolutePath directory) => directory.CreateOrCleanDirectory();

    /// <summary>Deletes a directory with everything in it, if there is one.</summary>
    public static void DeleteDirectory(string directory) => PathOf(directory).DeleteDirectory();

    /// <inheritdoc cref="DeleteDirectory(string)"/>
    public static void DeleteDirectory(AbsolutePath directory) => directory.DeleteDirectory();

    /// <summary>Deletes a file, if there is one.</summary>
    public static void DeleteFile(string file) => PathOf(file).DeleteFile();

    /// <inheritdoc cref="DeleteFile(string)"/>
    public static void DeleteFile(AbsolutePath file) => file.DeleteFile();

    /// <summary>Copies a file to another path.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">Its new path.</param>
    /// <param name="policy">What happens where that exists.</param>
    /// <param name="createDirectories">Makes the directories of the target, which are made anyway.</param>
    public static void CopyFile(string source, string target, FileExistsPolicy policy = FileExistsPolicy.Fail, bool createDirectories = true) =>
        PathOf(source).Copy(PathOf(target), PolicyOf(policy));

    /// <summary>Copies a file into a directory under its own name, as <see cref="CopyFile"/>.</summary>
    public static void CopyFileToDirectory(string source, string targetDirectory, FileExistsPolicy policy = FileExistsPolicy.Fail, bool createDirectories = true) =>
        PathOf(source).CopyToDirectory(PathOf(targetDirectory), PolicyOf(policy));

    /// <summary>Moves a file to another path.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">Its new path.</param>
    /// <param name="policy">What happens where that exists.</param>
    /// <param name="createDirectories">Makes the directories of the target, which are made anyway.</param>
    public static void MoveFile(string source, string target, FileExistsPolicy policy = FileExistsPolicy.Fail, bool createDirectories = true) =>
        PathOf(source).Move(PathOf(target), PolicyOf(policy));

    /// <summary>Moves a file into a directory under its own name, as <see cref="MoveFile"/>.</summary>
    public static void MoveFileToDirectory(string source, string targetDirectory, FileExistsPolicy policy = FileExistsPolicy.Fail, bool createDirectories = true) =>
        PathOf(source).MoveToDirectory(PathOf(targetDirectory), PolicyOf(policy));

    /// <summary>Gives a file another name in its directory.</summary>
    public static void RenameFile(string file, string newName, FileExistsPolicy policy = FileExistsPolicy.Fail) => PathOf(file).Rename(newName, PolicyOf(policy));

    /// <summary>Copies a directory with all that is in it.</summary>
    /// <param name="source">The directory.</param>
    /// <param name="target">Its new path.</param>
    /// <param name="directoryPolicy">What happens where that exists.</param>
    /// <param name="filePolicy">What happens where a file in it exists.</param>
    /// <param name="excludeDirectory">Which directories below the source to leave out.</param>
    /// <param name="excludeFile">Which files below the source to leave out.</param>
    public static void CopyDirectoryRecursively(
        string source,
        string target,
        DirectoryExistsPolicy directoryPolicy = DirectoryExistsPolicy.Fail,
        FileExistsPolicy filePolicy = FileExistsPolicy.Fail,
        Func<DirectoryInfo, bool>? excludeDirectory = null,
        Func<FileInfo, bool>? excludeFile = null)
    {
        if (!PathOf(source).DirectoryExists())
            throw new DirectoryNotFoundException($"Directory {source} does not exist.");
        PathOf(source).Copy(
            PathOf(target),
            PolicyOf(filePolicy, directoryPolicy),
            excludeDirectory is null ? null : directory => excludeDirectory(directory.ToDirectoryInfo()),
            excludeFile is null ? null : file => excludeFile(file.ToFileInfo()));
    }

    /// <summary>Moves a directory with all that is in it.</summary>
    /// <param name="source">The directory.</param>
    /// <param name="target">Its new path.</param>
    /// <param name="directoryPolicy">What happens where that exists.</param>
    /// <param name="filePolicy">What happens where a file in it exists.</param>
    /// <param name="deleteRemainingFiles">Deletes what the policy left.</param>
    public static void MoveDirectory(
        string source,
        string target,
        DirectoryExistsPolicy directoryPolicy = DirectoryExistsPolicy.Fail,
        FileExistsPolicy filePolicy = FileExistsPolicy.Fail,
        bool deleteRemainingFiles = false)
    {
        PathOf(source).Move(PathOf(target), PolicyOf(filePolicy, directoryPolicy));
        if (deleteRemainingFiles)
            PathOf(source).DeleteDirectory();
    }

    /// <summary>Moves a directory into another one under its own name.</summary>
    public static void MoveDirectoryToDirectory(
        string source, string targetDirectory, DirectoryExistsPolicy directoryPolicy = DirectoryExistsPolicy.Fail, FileExistsPolicy filePolicy = FileExistsPolicy.Fail) =>
        PathOf(source).MoveToDirectory(PathOf(targetDirectory), PolicyOf(filePolicy, directoryPolicy));

    /// <summary>Gives a directory another name in its parent.</summary>
    public static void RenameDirectory(
        string directory, string newName, DirectoryExistsPolicy directoryPolicy = DirectoryExistsPolicy.Fail, FileExistsPolicy filePolicy = FileExistsPolicy.Fail) =>
        PathOf(directory).Rename(newName, PolicyOf(filePolicy, directoryPolicy));

    /// <summary>Creates a file with its directories, or sets when it was last written; the default is now.</summary>
    public static void Touch(string path, DateTime? time = null, bool createDirectories = true) =>
        PathOf(path).TouchFile(time is { } value ? new DateTimeOffset(value) : null);

    /// <summary>The SHA-256 of a file, as lower-case hexadecimal digits; in NUKE it is the MD5.</summary>
    public static string GetFileHash(string file) => PathOf(file).GetFileHash();

    /// <summary>The SHA-256 of the names and contents of files of a directory; in NUKE it is an MD5.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="fileGlobPatterns">Which files; none for all.</param>
    public static string GetDirectoryHash(string directory, params string[] fileGlobPatterns) =>
        fileGlobPatterns.Length == 0 ? PathOf(directory).GetDirectoryHash() : PathOf(directory).GlobFiles(fileGlobPatterns).GetFileSetHash(PathOf(directory));

    /// <summary>The first directory that meets a condition, from this one upwards; <c>null</c> if there is none.</summary>
    public static DirectoryInfo? FindParentDirectory(DirectoryInfo start, Func<DirectoryInfo, bool> predicate)
    {
        for (var directory = start; directory is not null; directory = directory.Parent)
            if (predicate(directory))
                return directory;
        return null;
    }

    /// <summary>The first directory that meets a condition, from this one upwards; <c>null</c> if there is none.</summary>
    public static string? FindParentDirectory(string start, Func<DirectoryInfo, bool> predicate) => FindParentDirectory(new DirectoryInfo(start), predicate)?.FullName;

    /// <summary>A path of a build; a relative one is relative to the working directory, as in other methods that take text.</summary>
    private static AbsolutePath PathOf(string path) => AbsolutePath.Create(Path.GetFullPath(path));

    private static ExistsPolicy PolicyOf(FileExistsPolicy files, DirectoryExistsPolicy directories = DirectoryExistsPolicy.Merge) =>
        (directories == DirectoryExistsPolicy.Merge ? ExistsPolicy.DirectoryMerge : ExistsPolicy.DirectoryFail) | files switch
        {
            FileExistsPolicy.Skip => ExistsPolicy.FileSkip,
            FileExistsPolicy.Overwrite => ExistsPolicy.FileOverwrite,
            FileExistsPolicy.OverwriteIfNewer => ExistsPolicy.FileOverwriteIfNewer,
            _ => ExistsPolicy.FileFail,
        };
}

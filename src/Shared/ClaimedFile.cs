namespace Plimsoll;

/// <summary>
/// Temporary files that are claimed by the process that made them: it has them open, which the system undoes when the process ends,
/// however that happens. What nobody claims any more was left by a process that was killed, and goes away. Linked into each
/// assembly that cannot see another's.
/// </summary>
internal static class ClaimedFile
{
    /// <summary>How often a file may be taken away before it is claimed; each time takes another process that begins.</summary>
    private const int Attempts = 100;

    /// <summary>After this long without a write a file is nobody's where it cannot be asked.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>Makes a file of a name that nothing has. Unix makes it first and locks it then; who removed what is abandoned in between has taken it, and another one is made.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="prefix">What its name begins with.</param>
    /// <param name="extension">What its name ends with, a dot included.</param>
    /// <param name="options">How it is opened; not shared with other writers.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be made.</exception>
    public static FileStream Create(string folder, string prefix, string extension, FileStreamOptions options)
    {
        options.Mode = FileMode.CreateNew;
        for (var attempt = 1; ; attempt++)
            try
            {
                var file = new FileStream(Path.Combine(folder, $"{prefix}{Guid.NewGuid():n}{extension}"), options);
                if (OperatingSystem.IsWindows() || attempt == Attempts || File.Exists(file.Name))
                    return file;
                file.Dispose();
            }
            catch (IOException exception) when (attempt < Attempts && UnixFile.IsLocked(exception))
            {
                // It is being taken.
            }
    }

    /// <summary>Whether a name, without a folder, is one of those that <see cref="Create"/> gives.</summary>
    public static bool HasName(ReadOnlySpan<char> name, string prefix, string extension) =>
        name.Length > prefix.Length + extension.Length
        && name.StartsWith(prefix, StringComparison.Ordinal)
        && name.EndsWith(extension, StringComparison.Ordinal)
        && Guid.TryParseExact(name[prefix.Length..^extension.Length], "n", out _);

    /// <summary>Deletes the files that nobody claims.</summary>
    /// <param name="own">A file that this process has just made; those like it in its folder are meant.</param>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="extension">What their names end with.</param>
    /// <param name="delete">Deletes what belongs to such a file, before the file itself; <c>null</c> for nothing.</param>
    public static void RemoveAbandoned(FileStream own, string prefix, string extension, Action<string>? delete = null)
    {
        var folder = Path.GetDirectoryName(own.Name)!;

        // A folder that can be written to but not listed keeps them.
        var hidden = new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
        foreach (var path in Directory.EnumerateFiles(folder, $"{prefix}*{extension}", hidden))
            try
            {
                if (path == own.Name || !HasName(Path.GetFileName(path.AsSpan()), prefix, extension) || !(IsLocking(folder) || IsOld(path, own)) || new FileInfo(path).LinkTarget is not null)
                    continue;
                using var claimed = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);
                delete?.Invoke(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody has it open, or it is somebody else's.
            }
    }

    /// <summary>By the clock of their file system, which may be another machine's.</summary>
    private static bool IsOld(string path, FileStream own) => File.GetLastWriteTimeUtc(own.Name) - File.GetLastWriteTimeUtc(path) > Patience;

    /// <summary>
    /// Whether files there are locked as long as they are in use: on network drives the class library does not do so on Unix, and on
    /// Windows a file is closed before it is moved to where it belongs.
    /// </summary>
    private static bool IsLocking(string folder)
    {
        try
        {
            return !OperatingSystem.IsWindows() && new DriveInfo(folder).DriveType != DriveType.Network;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

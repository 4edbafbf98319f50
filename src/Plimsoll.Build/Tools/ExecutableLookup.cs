namespace Plimsoll.Build.Tools;

/// <summary>Finds the executable of a command.</summary>
internal static class ExecutableLookup
{
    /// <summary>
    /// A bare name is looked up on <c>PATH</c> only. <see cref="System.Diagnostics.Process"/> looks into the current
    /// directory first, where a pull request could place its own <c>git</c>.
    /// </summary>
    /// <returns>The file, or <c>null</c>.</returns>
    public static string? Find(string command, AbsolutePath workingDirectory, string? searchPath)
    {
        if (command.AsSpan().IndexOfAny('/', Path.DirectorySeparatorChar) >= 0)
            return Candidates(Path.Combine(workingDirectory, command)).FirstOrDefault(IsExecutable);
        return (searchPath ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(directory => Candidates(Path.Combine(directory, command)))
            .FirstOrDefault(IsExecutable);
    }

    private static string[] Candidates(string path) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(path) ? [path + ".exe", path + ".com"] : [path];

    private static bool IsExecutable(string path)
    {
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & execute) != 0);
    }
}

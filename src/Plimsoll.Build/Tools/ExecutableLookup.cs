namespace Plimsoll.Build.Tools;

/// <summary>Finds the executable of a command.</summary>
internal static class ExecutableLookup
{
    private static readonly string[] Extensions = [".exe", ".com", ".cmd", ".bat"];

    /// <summary>
    /// A bare name is looked up on <c>PATH</c> only. <see cref="System.Diagnostics.Process"/> looks into the current
    /// directory first, where a pull request could place its own <c>git</c>.
    /// </summary>
    /// <returns>The file, or <c>null</c>.</returns>
    public static string? Find(string command, AbsolutePath workingDirectory, string? searchPath)
    {
        if (command.AsSpan().IndexOfAny('/', Path.DirectorySeparatorChar) >= 0)
            return Candidates(Path.Combine(workingDirectory, command), OperatingSystem.IsWindows()).FirstOrDefault(IsExecutable);
        return (searchPath ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(directory => Candidates(Path.Combine(directory, command), OperatingSystem.IsWindows()))
            .FirstOrDefault(IsExecutable);
    }

    /// <summary>The files that a name may stand for: on Windows programs, then batch files, unless it has an extension of theirs.</summary>
    internal static string[] Candidates(string path, bool isWindows) =>
        isWindows && !Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) ? [.. Extensions.Select(extension => path + extension)] : [path];

    private static bool IsExecutable(string path)
    {
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & execute) != 0);
    }
}

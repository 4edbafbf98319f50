using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Git;

/// <summary>
/// Reads a repository by the <c>git</c> command, in a few short calls without a word in the log: with no program that the repository's own
/// configuration names, nothing fetched, nothing written, and within a time.
/// </summary>
internal sealed class GitReader(ProcessRunner processes, AbsolutePath directory, TimeSpan limit, CancellationToken cancellationToken)
{
    /// <summary>Time enough for a large repository on a slow disk.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly string[] Options =
    [
        "--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "column.ui=never", "-c", $"core.hooksPath={(OperatingSystem.IsWindows() ? "NUL" : "/dev/null")}",
    ];

    /// <summary>The repository is that of the directory, whatever a hook that started the build says.</summary>
    private static readonly Dictionary<string, string?> Variables = new()
    {
        ["GIT_DIR"] = null,
        ["GIT_WORK_TREE"] = null,
        ["GIT_COMMON_DIR"] = null,
        ["GIT_INDEX_FILE"] = null,
        ["GIT_OBJECT_DIRECTORY"] = null,
        ["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = null,
        ["GIT_NAMESPACE"] = null,
        ["GIT_PREFIX"] = null,
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_NO_LAZY_FETCH"] = "1",
        ["GIT_ALLOW_PROTOCOL"] = "none",
        ["LC_ALL"] = "C",
    };

    /// <summary>What git prints, line by line; <c>null</c> where it says nothing and ends with code 1: there is no such thing.</summary>
    /// <exception cref="BuildException">It cannot read the repository (exit code 2), is not installed, or does not end in time.</exception>
    public IReadOnlyList<string>? Read(params string[] arguments)
    {
        var errors = new List<string>();
        var options = new ProcessOptions
        {
            WorkingDirectory = directory,
            Environment = Variables,
            AllowAnyExitCode = true,
            CaptureOutput = true,
            LogOutput = false,
            LogInvocation = false,
            Timeout = limit,
            TakeError = line =>
            {
                lock (errors)
                    errors.Add(line);
            },
        };
        var result = processes.RunAsync("git", [.. Options, .. arguments], options, cancellationToken).GetAwaiter().GetResult();
        if (result.ExitCode == 0)
            return result.Output;
        lock (errors)
        {
            return result.ExitCode == 1 && errors.Count == 0
                ? null
                : throw BuildException.Usage(
                    $"git cannot read the repository in {directory}: {(errors.Count == 0 ? $"it ended with code {result.ExitCode}." : string.Join(' ', errors.Take(2)))}",
                    errors.Exists(line => line.Contains("dubious ownership", StringComparison.Ordinal)) ? $"Run: git config --global --add safe.directory {directory}" : null);
        }
    }
}

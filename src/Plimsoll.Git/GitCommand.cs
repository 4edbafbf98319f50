using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Plimsoll.Git;

/// <summary>The <c>git</c> command, for what libgit2 cannot tell. Started without a shell.</summary>
internal sealed class GitCommand
{
    private readonly string _executable;

    private GitCommand(string executable) => _executable = executable;

    /// <summary>The first <c>git</c> on <c>PATH</c>, or <c>null</c>. Relative entries are passed over: they could lead into the repository.</summary>
    public static GitCommand? Find(Func<string, string?> environment)
    {
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        foreach (var folder in (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            if (Path.IsPathFullyQualified(folder) && Path.Combine(folder, name) is var executable && File.Exists(executable))
                return new GitCommand(executable);
        return null;
    }

    /// <summary>The tracked files that differ from HEAD, or <c>null</c> where git failed, with its <paramref name="error"/>.</summary>
    public IReadOnlyList<string>? ChangedFiles(RepositoryLocation location, string root, out string error)
    {
        // The repository's own configuration must not start programs here, and reading must not write the index.
        var output = Run(
            ["--no-optional-locks", "-c", "core.fsmonitor=false", $"--git-dir={location.GitDirectory}", $"--work-tree={root}",
             "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=no"],
            root, out error);

        // XY SP path NUL: two letters of state, and no second path without renames.
        return output?.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry[3..]).ToList();
    }

    private string? Run(IEnumerable<string> arguments, string folder, out string error)
    {
        var start = new ProcessStartInfo(_executable, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            error = errors.GetAwaiter().GetResult();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception exception)
        {
            error = exception.Message;
            return null;
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Plimsoll.Git;

/// <summary>The <c>git</c> command, for what libgit2 cannot tell. Started without a shell.</summary>
internal sealed class GitCommand
{
    /// <summary>What decides as whom and with which configuration and keys git writes.</summary>
    private static readonly string[] GivenVariables =
    [
        "HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "EMAIL", "PATH",
        "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_PARAMETERS",
        "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE",
        "GNUPGHOME", "GPG_TTY", "GPG_AGENT_INFO", "SSH_AUTH_SOCK", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "DISPLAY", "WAYLAND_DISPLAY",
    ];

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

    /// <summary>Runs git in the environment that is given, within a limit.</summary>
    /// <param name="arguments">What git is called with.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Gives the variables by which git knows who somebody is and how it is configured.</param>
    /// <param name="mayAsk">Whether programs it starts may ask at the terminal: standard input stays connected.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it succeeded, and what it said.</returns>
    public async Task<(bool Succeeded, string Said)> RunAsync(
        IEnumerable<string> arguments, string folder, Func<string, string?> environment, bool mayAsk, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(_executable, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = !mayAsk,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in GivenVariables)
            if (environment(name) is { } value)
                start.Environment[name] = value;
            else if (start.Environment.TryGetValue(name, out var inherited) && inherited is { Length: > 0 })
                start.Environment.Remove(name); // Empty ones say something to git, such as GIT_CONFIG_GLOBAL, and count as absent here.
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            if (!mayAsk)
                process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode == 0, await errors + await output);
        }
        catch (Win32Exception exception)
        {
            return (false, exception.Message);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return (false, $"it did not end within {limit.TotalMinutes} minutes");
        }
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

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Plimsoll.Oci;

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

    /// <summary>Time enough for a large working tree on a slow disk.</summary>
    private static readonly TimeSpan ReadingLimit = TimeSpan.FromMinutes(2);

    private readonly string _executable;
    private readonly Func<string, string?> _environment;

    private GitCommand(string executable, Func<string, string?> environment) => (_executable, _environment) = (executable, environment);

    /// <summary>How long one reading may take.</summary>
    public TimeSpan Limit { get; private init; } = ReadingLimit;

    /// <summary>The same command with another limit.</summary>
    public GitCommand WithLimit(TimeSpan limit) => new(_executable, _environment) { Limit = limit };

    /// <summary>The first <c>git</c> on <c>PATH</c>, or <c>null</c>. Relative entries are passed over: they could lead into the repository.</summary>
    /// <param name="environment">Gives <c>PATH</c>, and the variables by which git knows who somebody is and how it is configured.</param>
    public static GitCommand? Find(Func<string, string?> environment)
    {
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        foreach (var folder in (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            if (Path.IsPathFullyQualified(folder) && Path.Combine(folder, name) is var executable && File.Exists(executable))
                return new GitCommand(executable, environment);
        return null;
    }

    /// <summary>Whether programs that the repository's own configuration names may run: the variable <c>PLIMSOLL_GIT_FILTERS</c> is <c>true</c>.</summary>
    public bool MayRunFilters => string.Equals(_environment("PLIMSOLL_GIT_FILTERS"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>What git prints about a repository, or <c>null</c> where it fails, with its <paramref name="error"/>.</summary>
    /// <param name="location">The repository.</param>
    /// <param name="root">Its working tree, or <c>null</c> where none is needed.</param>
    /// <param name="arguments">What git is called with; it must only read.</param>
    /// <param name="error">What git said.</param>
    /// <param name="input">Its standard input.</param>
    /// <exception cref="PlimsollException">It does not end in time (exit code 2).</exception>
    public string? Read(RepositoryLocation location, string? root, IEnumerable<string> arguments, out string error, string input = "") =>
        Read([.. ReadingOptions(location), .. root is null ? [] : new[] { $"--work-tree={root}" }, .. arguments], root ?? location.GitDirectory, out error, input);

    /// <summary>What git prints in a folder, whose repository it finds and judges itself; <c>null</c> where it fails.</summary>
    public string? ReadIn(string folder, IEnumerable<string> arguments, out string error) => Read(arguments, folder, out error, "");

    /// <summary>A setting of the user's or the machine's configuration, whatever the repositories say; <c>null</c> where there is none.</summary>
    public string? ReadUserSetting(string name, string folder) =>
        Read([$"--git-dir={Path.Combine(folder, $"no-repository-{Guid.NewGuid():n}")}", "config", "--get", name], folder, out _, "")?.TrimEnd('\n');

    /// <summary>Starts git to ask it more than once.</summary>
    public GitProcess Start(RepositoryLocation location, IEnumerable<string> arguments) =>
        new(ToRead([.. ReadingOptions(location), .. arguments], location.GitDirectory), Limit);

    /// <summary>Runs git with the user's own programs and rights, within a limit.</summary>
    /// <param name="arguments">What git is called with.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="mayAsk">Whether programs it starts may ask at the terminal: standard input stays connected.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="index">The index file to use in place of the repository's; the default is <c>null</c>, that one.</param>
    /// <returns>Whether it succeeded, and what it said.</returns>
    public async Task<(bool Succeeded, string Said)> RunAsync(IEnumerable<string> arguments, string folder, bool mayAsk, TimeSpan limit, CancellationToken cancellationToken, string? index = null)
    {
        var start = Prepare(arguments, folder, mayAsk);
        if (index is not null)
            start.Environment["GIT_INDEX_FILE"] = index;
        var (exitCode, output, error) = await ExecuteAsync(start, input: null, limit, cancellationToken);
        return (exitCode == 0, exitCode is null ? $"it did not finish within {limit.TotalMinutes} minutes" : error + output);
    }

    /// <summary>Asks for something that no repository of this machine is needed for, within a limit. Only the user's and the machine's configuration counts.</summary>
    /// <param name="arguments">What git is called with.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="folder">A repository that was made for the question. The default is <c>null</c>: none.</param>
    /// <returns>What git prints, or <c>null</c> where it fails, with what it said.</returns>
    public async Task<(string? Output, string Error)> AskAsync(IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancellationToken, string? folder = null)
    {
        var repository = folder ?? Path.Combine(Path.GetTempPath(), $"no-repository-{Guid.NewGuid():n}");
        var start = Prepare([$"--git-dir={repository}", .. arguments], folder ?? Path.GetTempPath(), mayAsk: false);
        var (exitCode, output, error) = await ExecuteAsync(start, input: null, limit, cancellationToken);
        return exitCode == 0 ? (output, error) : (null, exitCode is null ? $"it did not finish within {limit.TotalSeconds} seconds" : error);
    }

    private string? Read(IEnumerable<string> arguments, string folder, out string error, string input)
    {
        var start = ToRead(arguments, folder);

        // On a thread of the pool: whoever waits here may be the only one of a synchronisation context.
        (var exitCode, var output, error) = Task.Run(() => ExecuteAsync(start, input, Limit, CancellationToken.None)).GetAwaiter().GetResult();
        if (exitCode is null)
            throw PlimsollException.Usage($"git did not finish within {Limit.TotalMinutes} minutes in {folder} and was stopped.", "Run `git status` there and check what it waits for.");
        return exitCode == 0 ? output : null;
    }

    /// <summary>No program that the repository's own configuration names, no pager, and nothing written but what is asked for.</summary>
    private static IEnumerable<string> ReadingOptions(RepositoryLocation location) =>
    [
        "--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", $"core.hooksPath={(OperatingSystem.IsWindows() ? "NUL" : "/dev/null")}",
        $"--git-dir={location.GitDirectory}",
    ];

    private ProcessStartInfo ToRead(IEnumerable<string> arguments, string folder)
    {
        var start = Prepare(arguments, folder, mayAsk: false);

        // Filters and other programs that are configured see what git sees, and nobody is logged in to.
        SecretVariables.RemoveAll(start);

        // A partial clone would fetch what it lacks, by programs that its configuration may name. git before 2.45 knows the second only.
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_ALLOW_PROTOCOL"] = "none";
        return start;
    }

    private ProcessStartInfo Prepare(IEnumerable<string> arguments, string folder, bool mayAsk)
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
        if (!mayAsk)
            start.StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        foreach (var name in GivenVariables.Concat(ConfigurationVariables()))
            if (_environment(name) is { } value)
                start.Environment[name] = value;
            else if (start.Environment.TryGetValue(name, out var inherited) && inherited is { Length: > 0 })
                start.Environment.Remove(name); // Empty ones say something to git, such as GIT_CONFIG_GLOBAL, and count as absent here.
        SecretVariables.RemoveOfRegistries(start);
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        return start;
    }

    /// <summary>The settings that are given in the environment: <c>GIT_CONFIG_KEY_0</c>, <c>GIT_CONFIG_VALUE_0</c> and so on.</summary>
    private IEnumerable<string> ConfigurationVariables()
    {
        yield return "GIT_CONFIG_COUNT";
        for (var i = 0; int.TryParse(_environment("GIT_CONFIG_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && i < count; i++)
        {
            yield return $"GIT_CONFIG_KEY_{i}";
            yield return $"GIT_CONFIG_VALUE_{i}";
        }
    }

    /// <summary>Runs to the end; without an exit code where the limit was reached.</summary>
    private static async Task<(int? ExitCode, string Output, string Error)> ExecuteAsync(ProcessStartInfo start, string? input, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            if (start.RedirectStandardInput)
                await WriteAsync(process, input ?? "", timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (Win32Exception exception)
        {
            return (-1, "", exception.Message);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return (null, "", "");
        }
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read everything; its exit code tells why.
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.Publishing.Builds;

/// <summary>A command that builds, such as <c>docker</c> or <c>dotnet</c>. Started without a shell.</summary>
internal sealed class BuildTool
{
    /// <summary>Lines kept to say why it failed.</summary>
    private const int KeptLines = 200;

    /// <summary>How long to read on after the end, for a child that lives on and holds the pipe, as compiler servers do.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    private readonly string _executable;
    private readonly Func<string, string?> _environment;

    private BuildTool(string executable, Func<string, string?> environment) => (_executable, _environment) = (executable, environment);

    /// <summary>The first of that name on <c>PATH</c>, or <c>null</c>. Relative entries are passed over: they could lead into the repository.</summary>
    public static BuildTool? Find(string name, Func<string, string?> environment)
    {
        var file = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
        foreach (var folder in (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            if (Path.IsPathFullyQualified(folder) && Path.Combine(folder, file) is var executable && IsExecutable(executable))
                return new BuildTool(executable, environment);
        return null;
    }

    /// <summary>Whether a program is named by a path, and not to be looked for on <c>PATH</c>.</summary>
    public static bool IsPath(string name) => name.Contains('/') || name.Contains(Path.DirectorySeparatorChar);

    /// <summary>The program at a path, which starts from a directory; or the first of that name on <c>PATH</c>; or <c>null</c>.</summary>
    public static BuildTool? Find(string name, string directory, Func<string, string?> environment) =>
        !IsPath(name) ? Find(name, environment)
        : new[] { name, $"{name}.exe" }.Select(file => Path.GetFullPath(file, directory)).Where(IsExecutable).Select(file => new BuildTool(file, environment)).FirstOrDefault();

    /// <summary>Runs it to its end; what waits for cancellation kills it with its children.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="variables">Variables on top of the process's own.</param>
    /// <param name="output">Receives each line of both streams; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it succeeded, and the last lines of what it printed.</returns>
    public async Task<(bool Succeeded, IReadOnlyList<string> Lines)> RunAsync(
        IReadOnlyList<string> arguments, string directory, IReadOnlyDictionary<string, string> variables, IProgress<string>? output, CancellationToken cancellationToken)
    {
        var (status, lines) = await RunToEndAsync(arguments, directory, variables, output, cancellationToken);
        return (status == 0, lines);
    }

    /// <summary>The same, with the status that it exited with.</summary>
    public async Task<(int Status, IReadOnlyList<string> Lines)> RunToEndAsync(
        IReadOnlyList<string> arguments, string directory, IReadOnlyDictionary<string, string> variables, IProgress<string>? output, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(_executable, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        SecretVariables.RemoveOfSigners(start);
        if (_environment("PATH") is { } path)
            start.Environment["PATH"] = path;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        var kept = new Queue<string>();
        using var process = Start(start);
        process.StandardInput.Close();
        var reading = Task.WhenAll(ReadLinesAsync(process.StandardOutput), ReadLinesAsync(process.StandardError));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            ProcessTree.Kill(process);
            throw;
        }

        await Task.WhenAny(reading, Task.Delay(Drain, TimeProvider.System, cancellationToken));
        lock (kept)
            return (process.ExitCode, [.. kept]);

        async Task ReadLinesAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            {
                lock (kept)
                {
                    kept.Enqueue(line);
                    if (kept.Count > KeptLines)
                        kept.Dequeue();
                    output?.Report(line);
                }
            }
        }
    }

    /// <summary>What a failed run says is wrong: its lines of errors, else its last ones.</summary>
    public static string Reason(IReadOnlyList<string> lines)
    {
        var said = lines.Select(line => line.Trim()).Where(line => line.Length > 0).Distinct().ToList();
        var errors = said.Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)).Take(5).ToList();
        return errors.Count > 0 ? string.Join("\n  ", errors) : said.Count > 0 ? string.Join("\n  ", said.TakeLast(5)) : "the build printed nothing";
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new PlimsollException(ErrorKind.Failed, $"{start.FileName} cannot be started: {exception.Message}.", null, exception);
        }
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & execute) != 0);
    }
}

using System.Collections.Concurrent;
using System.ComponentModel;
using Plimsoll.Build.Output;

namespace Plimsoll.Build.Tools;

/// <summary>Runs commands for targets: without a shell, with output line by line, and with the whole process tree killed on cancellation.</summary>
internal sealed class ProcessRunner(OutputSink sink, Verbosity verbosity, AbsolutePath root, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, string?> _variables = [];

    /// <summary>Sets a variable of every command from now on; <c>null</c> removes it.</summary>
    public void SetVariable(string name, string? value) => _variables[name] = value;

    /// <summary>Masks values that only the settings of a command know to be secret.</summary>
    public void Hide(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
            sink.HideSecret(secret);
    }

    /// <summary>Writes what a process wrote, as its own output would be.</summary>
    public void Show(string line)
    {
        if (verbosity >= Verbosity.Normal)
            sink.WriteUntrusted(line);
    }

    /// <summary>Writes a warning.</summary>
    public void Warn(string message) => new BuildLog(sink, verbosity).Warning("{Message}", message);

    /// <summary>Runs a command to its end.</summary>
    public async Task<ProcessResult> RunAsync(string command, IReadOnlyList<string> arguments, ProcessOptions options, CancellationToken cancellationToken)
    {
        using var process = Start(command, arguments, options, options.CaptureOutput, cancellationToken);
        process.AssertInTime(await process.WaitAsync(cancellationToken));
        process.AssertSuccess();
        return new ProcessResult(process.ExitCode, options.CaptureOutput ? [.. process.Output.Where(line => line.Type == OutputType.Std).Select(line => line.Text)] : []);
    }

    /// <summary>Starts a command.</summary>
    /// <param name="command">Its file, or a name to be looked up on <c>PATH</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="keepsLines">Whether its lines are kept for <see cref="IProcess.Output"/>.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="BuildException">It was not found, or cannot be started.</exception>
    public RunningProcess Start(string command, IReadOnlyList<string> arguments, ProcessOptions options, bool keepsLines, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var shown = (File: Mask(Quote(command)), Arguments: Mask(string.Join(' ', arguments.Select(Quote))));
        if (options.LogInvocation && verbosity >= Verbosity.Normal)
            sink.WriteUntrusted($"> {shown.File} {shown.Arguments}".TrimEnd(), sink.Style.Dim);

        var directory = options.WorkingDirectory ?? root;
        if (!directory.DirectoryExists())
            throw new BuildException(BuildExitCode.Failed, $"Command '{command}' cannot run in {directory}: the directory does not exist.");
        var start = ProcessStart.In(directory);
        foreach (var (name, value) in _variables.Concat(options.Environment))
            start.Environment[name] = value;
        var file = ExecutableLookup.Find(command, directory, start.Environment.TryGetValue("PATH", out var path) ? path : null)
            ?? throw new BuildException(BuildExitCode.Failed, $"Command '{command}' was not found.", "Install it, or put its directory on PATH.");
        start.SetCommand(file, arguments, OperatingSystem.IsWindows(), options.IsShell);
        try
        {
            return new RunningProcess(start, shown, options, new ProcessLog(sink, verbosity, options), clock, keepsLines, cancellationToken);
        }
        catch (Win32Exception exception)
        {
            throw new BuildException(BuildExitCode.Failed, $"Command '{file}' cannot be started: {exception.Message}.", null, exception);
        }

        string Mask(string text) => sink.Mask.Apply(options.OutputFilter?.Invoke(text) ?? text);
    }

    public static string Display(string command, IReadOnlyList<string> arguments) =>
        string.Join(' ', arguments.Prepend(command).Select(Quote));

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,+@%\\~".Contains(c)) ? argument : $"'{argument.Replace("'", @"'\''")}'";
}

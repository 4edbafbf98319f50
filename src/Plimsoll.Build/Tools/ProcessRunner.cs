using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Plimsoll.Build.Output;

namespace Plimsoll.Build.Tools;

/// <summary>Runs commands for targets: without a shell, with output line by line, and with the whole process tree killed on cancellation.</summary>
internal sealed class ProcessRunner(OutputSink sink, Verbosity verbosity, AbsolutePath root, TimeProvider clock)
{
    /// <summary>How many lines are kept at quiet verbosity, to be shown if the command fails.</summary>
    private const int KeptLines = 200;

    /// <summary>How long to read on after the end, for a child that lives on and holds the pipe, as compiler servers do.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, string?> _variables = [];

    /// <summary>Sets a variable of every command from now on; <c>null</c> removes it.</summary>
    public void SetVariable(string name, string? value) => _variables[name] = value;

    /// <summary>Masks values that only the settings of a command know to be secret.</summary>
    public void Hide(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
            sink.HideSecret(secret);
    }

    public Task<ProcessResult> RunAsync(string command, IReadOnlyList<string> arguments, ProcessOptions options, CancellationToken cancellationToken) =>
        RunAsync(command, arguments, options, null, cancellationToken);

    /// <summary>Runs a command and hands every line of both streams on, from either's thread.</summary>
    public async Task<ProcessResult> RunAsync(
        string command,
        IReadOnlyList<string> arguments,
        ProcessOptions options,
        Action<OutputType, string>? observer,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var shown = sink.Mask.Apply(Display(command, arguments));
        if (options.LogInvocation && verbosity >= Verbosity.Normal)
            sink.WriteUntrusted($"> {shown}", sink.Style.Dim);

        var captured = new List<string>();
        var kept = new Queue<string>();
        using var process = Start(command, arguments, options);
        var reading = Task.WhenAll(
            ReadLinesAsync(process.StandardOutput, line => Take(OutputType.Std, line)),
            ReadLinesAsync(process.StandardError, line =>
            {
                options.TakeError?.Invoke(line);
                Take(OutputType.Err, line);
            }));

        using var timeout = options.Timeout is { } limit ? new CancellationTokenSource(limit, clock) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            await Task.WhenAny(reading, Task.Delay(Drain, clock, CancellationToken.None));
            cancellationToken.ThrowIfCancellationRequested();
            throw new ProcessFailedException(BuildExitCode.Failed, $"{shown} was killed: it ran longer than {options.Timeout}.", null);
        }

        await Task.WhenAny(reading, Task.Delay(Drain, clock, cancellationToken));
        if (process.ExitCode == 0 || options.AllowAnyExitCode)
            lock (captured)
                return new ProcessResult(process.ExitCode, [.. captured]);

        lock (kept)
            foreach (var line in kept)
                Show(line, options);
        throw new ProcessFailedException(ExitCodeOf(process, options), $"{shown} exited with code {process.ExitCode}.", process.ExitCode);

        void Take(OutputType type, string line)
        {
            if (type == OutputType.Std && options.CaptureOutput)
                lock (captured)
                    captured.Add(line);
            observer?.Invoke(type, line);
            if (options.Logger is { } logger)
            {
                logger(type, line);
                return;
            }

            if (!options.LogOutput)
                return;
            if (verbosity >= Verbosity.Normal)
            {
                Show(line, options);
                return;
            }

            lock (kept)
            {
                kept.Enqueue(line);
                if (kept.Count > KeptLines)
                    kept.Dequeue();
            }
        }
    }

    private void Show(string line, ProcessOptions options)
    {
        if (options.AllowHostCommands)
            sink.WriteLine(line);
        else
            sink.WriteUntrusted(line);
    }

    private Process Start(string command, IReadOnlyList<string> arguments, ProcessOptions options)
    {
        var directory = options.WorkingDirectory ?? root;
        var start = new ProcessStartInfo
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in _variables)
            start.Environment[name] = value;
        foreach (var (name, value) in options.Environment)
            start.Environment[name] = value;

        if (!directory.DirectoryExists())
            throw new BuildException(BuildExitCode.Failed, $"Command '{command}' cannot run in {directory}: the directory does not exist.");
        start.FileName = ExecutableLookup.Find(command, directory, start.Environment.TryGetValue("PATH", out var path) ? path : null)
            ?? throw new BuildException(BuildExitCode.Failed, $"Command '{command}' was not found.", "Install it, or put its directory on PATH.");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new BuildException(BuildExitCode.Failed, $"Command '{start.FileName}' cannot be started: {exception.Message}.", null, exception);
        }
    }

    private static int ExitCodeOf(Process process, ProcessOptions options) =>
        options.PassExitCode && process.ExitCode is (> 0 and < 9) or 130 ? process.ExitCode : BuildExitCode.Failed;

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in the meantime.
        }
    }

    private static async Task ReadLinesAsync(StreamReader reader, Action<string> take)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            take(line);
    }

    public static string Display(string command, IReadOnlyList<string> arguments) =>
        string.Join(' ', arguments.Prepend(command).Select(Quote));

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,+@%\\~".Contains(c)) ? argument : $"'{argument.Replace("'", @"'\''")}'";
}

using System.ComponentModel;
using System.Diagnostics;

namespace Plimsoll.Build.Tools;

/// <summary>A process of the build: it is killed with all its children when its time is over or the build is interrupted.</summary>
internal sealed class RunningProcess : IProcess
{
    /// <summary>How long to read on after the end, for a child that lives on and holds the pipe, as compiler servers do.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly ProcessOptions _options;
    private readonly ProcessLog _log;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _interruption;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenRegistration _killing;
    private readonly List<Output> _output = [];
    private readonly Task _reading;

    /// <summary>Starts a process.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="shown">Its file and arguments as they may be shown.</param>
    /// <param name="options">Its time, its logger, and what its exit code means.</param>
    /// <param name="log">Where its lines go.</param>
    /// <param name="clock">Counts its time.</param>
    /// <param name="interruption">Kills it.</param>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public RunningProcess(ProcessStartInfo start, (string File, string Arguments) shown, ProcessOptions options, ProcessLog log, TimeProvider clock, CancellationToken interruption)
    {
        (_options, _log, _clock, _interruption) = (options, log, clock, interruption);
        (FileName, Arguments, WorkingDirectory) = (shown.File, shown.Arguments, start.WorkingDirectory);
        _process = Process.Start(start)!;
        Id = _process.Id;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput, OutputType.Std), ReadAsync(_process.StandardError, OutputType.Err));
        _timeout = options.Timeout is { } limit ? new CancellationTokenSource(limit, clock) : new CancellationTokenSource();
        _timeout.Token.Register(Kill);
        _killing = interruption.Register(Kill);
    }

    public string FileName { get; }

    public string Arguments { get; }

    public string WorkingDirectory { get; }

    public int Id { get; }

    public int ExitCode => _process.ExitCode;

    public bool HasExited => _process.HasExited;

    public IReadOnlyCollection<Output> Output
    {
        get
        {
            lock (_output)
                return [.. _output];
        }
    }

    private string CommandLine => Arguments.Length == 0 ? FileName : $"{FileName} {Arguments}";

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in the meantime.
        }
    }

    public bool WaitForExit() => WaitAsync(default).GetAwaiter().GetResult();

    /// <summary>Waits as <see cref="WaitForExit"/>; the token kills the process as well.</summary>
    /// <returns>Whether it ended before its time was over.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the build interrupted.</exception>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _interruption, _timeout.Token);
        var ended = true;
        try
        {
            await _process.WaitForExitAsync(any.Token);
        }
        catch (OperationCanceledException)
        {
            ended = false;
            Kill();
        }

        // What is killed by one token may be seen to have ended before the wait sees the token.
        ended &= !any.IsCancellationRequested;
        await Task.WhenAny(_reading, Task.Delay(Drain, _clock, ended ? any.Token : CancellationToken.None));
        if (ended)
            return true;
        cancellationToken.ThrowIfCancellationRequested();
        _interruption.ThrowIfCancellationRequested();
        return false;
    }

    /// <summary>Fails unless the process ended in time.</summary>
    /// <exception cref="ProcessFailedException">It did not.</exception>
    public void AssertInTime(bool ended)
    {
        if (!ended)
            throw new ProcessFailedException(BuildExitCode.Failed, $"{CommandLine} was killed: it ran longer than {_options.Timeout}.", null);
    }

    /// <summary>Fails unless its exit code is 0 or any is allowed; shows what was not shown so far.</summary>
    /// <exception cref="ProcessFailedException">It failed.</exception>
    public void AssertSuccess()
    {
        if (ExitCode == 0 || _options.AllowAnyExitCode)
            return;
        _log.ShowKept();
        var code = _options.PassExitCode && ExitCode is (> 0 and < 9) or 130 ? ExitCode : BuildExitCode.Failed;
        throw new ProcessFailedException(code, $"{CommandLine} exited with code {ExitCode}.", ExitCode);
    }

    public void Dispose()
    {
        _killing.Dispose();
        _timeout.Dispose();
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader, OutputType type)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lock (_output)
                _output.Add(new Output(type, line));
            if (type == OutputType.Err)
                _options.TakeError?.Invoke(line);
            _log.Write(type, line);
        }
    }
}

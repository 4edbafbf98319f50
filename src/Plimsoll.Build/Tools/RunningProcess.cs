using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Plimsoll.Build.Tools;

/// <summary>A process of the build: it is killed with all its children when its time is over or the build is interrupted.</summary>
internal sealed class RunningProcess : IProcess
{
    /// <summary>How long to read on after the end, for a child that lives on and holds the pipe, as compiler servers do.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    /// <summary>The longest time that timers take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    private readonly Process _process;
    private readonly ProcessOptions _options;
    private readonly ProcessLog _log;
    private readonly TimeProvider _clock;
    private readonly bool _keepsLines;
    private readonly CancellationToken _interruption;
    private readonly CancellationTokenSource _timeout = new();
    private readonly ITimer? _timer;
    private readonly CancellationTokenRegistration _killing;
    private readonly List<Output> _output = [];
    private readonly Task _reading;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts a process.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="shown">Its file and arguments as they may be shown.</param>
    /// <param name="options">Its time, its logger, and what its exit code means.</param>
    /// <param name="log">Where its lines go.</param>
    /// <param name="clock">Counts its time.</param>
    /// <param name="keepsLines">Whether <see cref="Output"/> is wanted.</param>
    /// <param name="interruption">Kills it.</param>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    /// <exception cref="BuildException">Its time is negative or too long for a timer.</exception>
    public RunningProcess(ProcessStartInfo start, (string File, string Arguments) shown, ProcessOptions options, ProcessLog log, TimeProvider clock, bool keepsLines, CancellationToken interruption)
    {
        (_options, _log, _clock, _keepsLines, _interruption) = (options, log, clock, keepsLines, interruption);
        (FileName, Arguments, WorkingDirectory) = (shown.File, shown.Arguments, start.WorkingDirectory);
        if (options.Timeout is { } time && time != Timeout.InfiniteTimeSpan && (time < TimeSpan.Zero || time > Longest))
            throw new BuildException(BuildExitCode.Failed, $"{CommandLine} cannot be given a time limit of {time}, which is not between 0 and {Longest.Days} days.", "Give none, if it may run for ever.");
        _process = Process.Start(start)!;
        Id = _process.Id;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput, OutputType.Std), ReadAsync(_process.StandardError, OutputType.Err));
        if (options.Timeout is { } limit)
            _timer = clock.CreateTimer(_ => EndTime(), null, limit, Timeout.InfiniteTimeSpan);
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
    /// <exception cref="Exception">What the filter or the logger threw at a line.</exception>
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
        if (!ended)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _interruption.ThrowIfCancellationRequested();
        }

        _failure?.Throw();
        return ended;
    }

    /// <summary>Fails unless the process ended in time.</summary>
    /// <exception cref="ProcessFailedException">It did not.</exception>
    public void AssertInTime(bool ended)
    {
        if (!ended)
            throw new ProcessFailedException(BuildExitCode.Failed, $"{CommandLine} was killed: it ran longer than {_options.Timeout}.", null);
    }

    /// <summary>Fails unless its exit code is 0 or any is allowed; shows what was not shown so far.</summary>
    /// <param name="always">Whether no other is allowed, whatever the options say.</param>
    /// <exception cref="ProcessFailedException">It failed.</exception>
    public void AssertSuccess(bool always = false)
    {
        if (ExitCode == 0 || (_options.AllowAnyExitCode && !always))
            return;
        _log.ShowKept();
        var code = _options.PassExitCode && ExitCode is (> 0 and < 9) or 130 ? ExitCode : BuildExitCode.Failed;
        throw new ProcessFailedException(code, $"{CommandLine} exited with code {ExitCode}.", ExitCode);
    }

    public void Dispose()
    {
        _killing.Dispose();
        _timer?.Dispose();
        _timeout.Dispose();
        _process.Dispose();
    }

    private void EndTime()
    {
        try
        {
            // Who waits only later must not take a process that ended in time for one that was killed.
            if (_process.HasExited)
                return;
            _timeout.Cancel();
            Kill();
        }
        catch (InvalidOperationException)
        {
            // It was disposed of in the meantime.
        }
    }

    private async Task ReadAsync(StreamReader reader, OutputType type)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (_keepsLines)
                lock (_output)
                    _output.Add(new Output(type, line));
            try
            {
                if (type == OutputType.Err)
                    _options.TakeError?.Invoke(line);
                _log.Write(type, line);
            }
            catch (Exception exception)
            {
                // Read on: a process whose pipe is full would never end.
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            }
        }
    }
}

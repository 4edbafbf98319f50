using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Plimsoll.Testing;

/// <summary>A server that runs while tests need it, and that says in a line of its output when it is ready.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<Match> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _log = new();
    private readonly Process _process;
    private readonly Regex _readyLine;

    private ServerProcess(Process process, Regex readyLine) => (_process, _readyLine) = (process, readyLine);

    /// <summary>What was found in the line that said that the server is ready.</summary>
    public Match Ready => _ready.Task.Result;

    /// <summary>Starts a program and waits until it is ready.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="package">The Debian package that the program is in.</param>
    /// <param name="readyLine">Matches the line that says so, on either output.</param>
    public static async Task<ServerProcess> StartAsync(ProcessStartInfo start, string package, Regex readyLine)
    {
        start.RedirectStandardError = start.RedirectStandardOutput = true;
        var server = new ServerProcess(new Process { StartInfo = start, EnableRaisingEvents = true }, readyLine);
        try
        {
            server.Start();
            await server._ready.Task.WaitAsync(Patience);
            return server;
        }
        catch (Win32Exception exception)
        {
            server._process.Dispose();
            throw new InvalidOperationException($"{start.FileName} cannot be started; install Debian's package {package}.", exception);
        }
        catch (TimeoutException exception)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"{start.FileName} did not get ready. Its log:\n{server.Log()}", exception);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the process to end, and waits until it has.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
            Process.Start("kill", ["-TERM", $"{_process.Id}"]).Dispose();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
        }
    }

    /// <summary>Ends the process at once, with its children.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Start()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) =>
        {
            if (_ready.Task.IsCompleted)
                return;
            _process.WaitForExit(); // Until its last line is read.
            _ready.TrySetException(new InvalidOperationException($"{_process.StartInfo.FileName} ended before it was ready. Its log:\n{Log()}"));
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Read(string? line)
    {
        // Read to the end, so that the server never waits; kept only while somebody may ask what went wrong.
        if (line is null || _ready.Task.IsCompleted)
            return;
        lock (_log)
            _log.AppendLine(line);
        if (_readyLine.Match(line) is { Success: true } match)
            _ready.TrySetResult(match);
    }

    private string Log()
    {
        lock (_log)
            return _log.ToString();
    }
}

using System.Diagnostics;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>A run of the command as a process that can be killed, as <c>kill -9</c> does.</summary>
internal sealed class CrashProcess
{
    /// <summary>Whatever has not ended by then never will.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private CrashProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts the command.</summary>
    public static CrashProcess Start(CrashWorld world, string input, params IReadOnlyList<string> arguments) => Start(world.Prepare(NativeCommand.Path, arguments), input);

    /// <summary>Starts a shell in which <c>$P</c> is the command.</summary>
    public static CrashProcess StartShell(CrashWorld world, string script)
    {
        var start = world.Prepare("bash", "-c", script);
        start.Environment["P"] = NativeCommand.Path;
        return Start(start, "");
    }

    /// <summary>Ends it at once, unless it has ended.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // A change of a file may be told when it has been waited for already.
        }
    }

    /// <summary>Waits until it has ended, however.</summary>
    public async Task<CrashResult> WaitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw new TimeoutException($"The command does not end. It has said:\n{await _error}");
        }

        using (_process)
            return new CrashResult(_process.ExitCode, await _output, await _error);
    }

    private static CrashProcess Start(ProcessStartInfo start, string input)
    {
        var process = Process.Start(start)!;
        using (process.StandardInput)
            try
            {
                process.StandardInput.Write(input);
            }
            catch (IOException)
            {
                // It has ended already, or reads nothing.
            }

        return new CrashProcess(process);
    }
}

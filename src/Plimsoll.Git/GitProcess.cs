using System.Diagnostics;

namespace Plimsoll.Git;

/// <summary>A running <c>git</c> that is asked through its standard input, and ended with this at the latest.</summary>
internal sealed class GitProcess : IDisposable
{
    private readonly Process _process;
    private readonly CancellationTokenSource _limit;

    /// <param name="start">With all three streams redirected.</param>
    /// <param name="limit">How long it may run in all: then it is ended, so that no answer comes any more.</param>
    public GitProcess(ProcessStartInfo start, TimeSpan limit)
    {
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _limit = new CancellationTokenSource(limit);
        _limit.Token.Register(End);
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public void Dispose()
    {
        _limit.Dispose();
        End();
        _process.Dispose();
    }

    private void End()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }
}

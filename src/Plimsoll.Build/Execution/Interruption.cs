using System.Runtime.InteropServices;

namespace Plimsoll.Build.Execution;

/// <summary>
/// Ctrl+C and SIGTERM. The first stops what runs and lets assured targets clean up, the second stops these too, the
/// third is left to the runtime, which ends the process.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _work = new();
    private readonly CancellationTokenSource _cleanup = new();

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Work => _work.Token;

    /// <summary>Cancelled by the second signal.</summary>
    public CancellationToken Cleanup => _cleanup.Token;

    /// <summary>Handles the signals of the process until the result is disposed.</summary>
    public IDisposable Listen() => new Signals(
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle));

    /// <summary>Handles one signal.</summary>
    /// <returns><c>false</c> from the third signal on.</returns>
    public bool Signal()
    {
        var source = _work.IsCancellationRequested ? _cleanup : _work;
        if (source.IsCancellationRequested)
            return false;
        source.Cancel();
        return true;
    }

    public void Dispose()
    {
        _work.Dispose();
        _cleanup.Dispose();
    }

    private void Handle(PosixSignalContext context) => context.Cancel = Signal();

    private sealed class Signals(params PosixSignalRegistration[] registrations) : IDisposable
    {
        public void Dispose()
        {
            foreach (var registration in registrations)
                registration.Dispose();
        }
    }
}

using Plimsoll.Oci;
using Plimsoll.Oci.Registries;

namespace Plimsoll.Cli.Output;

/// <summary>
/// Shows the progress of a long transfer: on a terminal in one line that is rewritten, in the log of a CI job by a line
/// every few seconds. A short transfer shows nothing but its result.
/// </summary>
internal sealed class TransferReporter : IProgress<TransferProgress>
{
    /// <summary>More often nobody can read it.</summary>
    private static readonly TimeSpan RewriteEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Often enough to show that a job is alive, seldom enough not to fill its log.</summary>
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly TransferTotals _totals = new();
    private readonly CommandHost _host;
    private readonly Diagnostics _diagnostics;
    private long? _started;
    private long _reported;

    private TransferReporter(CommandHost host, Diagnostics diagnostics)
    {
        _host = host;
        _diagnostics = diagnostics;
    }

    /// <summary>A reporter, or <c>null</c> when the command runs with --quiet.</summary>
    public static TransferReporter? Create(CommandHost host, Diagnostics diagnostics) => diagnostics.Verbosity == OutputLevel.Quiet ? null : new TransferReporter(host, diagnostics);

    public void Report(TransferProgress value)
    {
        lock (_lock)
        {
            var now = _host.Clock.GetTimestamp();
            if (_started is null)
                _reported = (_started = now).Value;
            _totals.Add(value);

            // What follows is the result, or the next blob, which shows the line again.
            if (_totals.Unfinished == 0)
            {
                _host.StatusLine.Clear();
                return;
            }

            if (_host.Clock.GetElapsedTime(_reported, now) < (_host.RewritesLines ? RewriteEvery : LineEvery))
                return;

            _reported = now;
            Show(_totals.Bytes / _host.Clock.GetElapsedTime(_started.Value, now).TotalSeconds);
        }
    }

    private void Show(double bytesPerSecond)
    {
        var moved = $"{MiB(_totals.Bytes):N1} of {MiB(_totals.Total):N1} MiB";
        var speed = MiB(bytesPerSecond) is var rate && rate < 10 ? $"{rate:N1} MiB/s" : $"{rate:N0} MiB/s";
        if (_host.RewritesLines)
            _host.StatusLine.Show($"{(_totals.IsUpload ? "pushing" : "pulling")} {Quantity.Format(_totals.Blobs, "blob")}  {moved}  {speed}");
        else
            _diagnostics.Info($"{(_totals.IsUpload ? "sent" : "received")} {moved} ({Math.Floor(100.0 * _totals.Bytes / _totals.Total):N0} %), {speed}");
    }

    private static double MiB(double bytes) => bytes / (1024 * 1024);
}

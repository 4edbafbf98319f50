using Plimsoll.Oci;
using Plimsoll.Oci.Registries;

namespace Plimsoll.Cli.Output;

/// <summary>
/// Shows the progress of a long transfer: on a terminal in one line that is rewritten, in the log of a CI job by a line
/// every few seconds. A short transfer shows nothing but its result.
/// </summary>
internal sealed class TransferReporter : IProgress<TransferProgress>
{
    private readonly Lock _lock = new();
    private readonly TransferTotals _moved = new();
    private readonly TransferTotals _compressed = new();
    private readonly CommandHost _host;
    private readonly Diagnostics _diagnostics;
    private long? _reported;

    private TransferReporter(CommandHost host, Diagnostics diagnostics)
    {
        _host = host;
        _diagnostics = diagnostics;
    }

    /// <summary>A reporter, or <c>null</c> when the command runs with --quiet.</summary>
    public static TransferReporter? Create(CommandHost host, Diagnostics diagnostics) => diagnostics.Verbosity == OutputLevel.Quiet ? null : new TransferReporter(host, diagnostics);

    /// <summary>Whether a blob is under way.</summary>
    public bool IsMoving
    {
        get
        {
            lock (_lock)
                return _moved.Unfinished + _compressed.Unfinished > 0;
        }
    }

    public void Report(TransferProgress value)
    {
        lock (_lock)
        {
            var now = _host.Clock.GetTimestamp();
            _reported ??= now;
            var totals = value.Direction == TransferDirection.Compression ? _compressed : _moved;
            totals.Started ??= now;
            totals.Add(value);

            // What follows is the result, or the next blob, which shows the line again.
            if (totals.Unfinished == 0)
            {
                _host.StatusLine.Clear();
                return;
            }

            if (_host.Clock.GetElapsedTime(_reported.Value, now) < (_host.RewritesLines ? ProgressPace.RewriteEvery : ProgressPace.LineEvery))
                return;

            _reported = now;
            Show(totals, value.Direction, totals.Bytes / _host.Clock.GetElapsedTime(totals.Started.Value, now).TotalSeconds);
        }
    }

    private void Show(TransferTotals totals, TransferDirection direction, double bytesPerSecond)
    {
        var moved = $"{MiB(totals.Bytes):N1} of {MiB(totals.Total):N1} MiB";
        var percent = $"{Math.Floor(100.0 * totals.Bytes / totals.Total):N0} %";
        var speed = MiB(bytesPerSecond) is var rate && rate < 10 ? $"{rate:N1} MiB/s" : $"{rate:N0} MiB/s";
        if (direction == TransferDirection.Compression)
        {
            var text = $"compressing {totals.Begun} of {Quantity.Format(totals.Blobs, "layer")}: {percent}, {moved}, {speed}";
            if (_host.RewritesLines)
                _host.StatusLine.Show(text);
            else
                _diagnostics.Info(text);
            return;
        }

        var (doing, done) = totals.IsUpload ? ("pushing", "sent") : ("pulling", "received");
        if (_host.RewritesLines)
            _host.StatusLine.Show($"{doing} {Quantity.Format(totals.Blobs, "blob")}  {moved}  {speed}");
        else
            _diagnostics.Info($"{done} {moved} ({percent}), {speed}");
    }

    private static double MiB(double bytes) => bytes / (1024 * 1024);
}

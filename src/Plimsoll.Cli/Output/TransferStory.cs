using Plimsoll.Oci.Registries;

namespace Plimsoll.Cli.Output;

/// <summary>
/// Tells how a long transfer goes: on a terminal by a line that is rewritten, else, in the log of a CI job, by a line
/// now and then. Transfers that are soon over are told by their result alone.
/// </summary>
internal sealed class TransferStory : IProgress<TransferProgress>
{
    /// <summary>More often nobody can read it.</summary>
    private static readonly TimeSpan RewriteEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Often enough to show that a job is alive, seldom enough not to fill its log.</summary>
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly TransferTotals _totals = new();
    private readonly CommandHost _host;
    private readonly Story _story;
    private long? _started;
    private long _told;

    private TransferStory(CommandHost host, Story story)
    {
        _host = host;
        _story = story;
    }

    /// <summary>The story of a run, or <c>null</c> where it is to be quiet.</summary>
    public static TransferStory? Of(CommandHost host, Story story) => story.Verbosity == OutputLevel.Quiet ? null : new TransferStory(host, story);

    public void Report(TransferProgress value)
    {
        lock (_lock)
        {
            var now = _host.Clock.GetTimestamp();
            if (_started is null)
                _told = (_started = now).Value;
            _totals.Add(value);

            // What follows is the result, or the next blob, which shows the line again.
            if (_totals.Unfinished == 0)
            {
                _host.StatusLine.Clear();
                return;
            }

            if (_host.Clock.GetElapsedTime(_told, now) < (_host.RewritesLines ? RewriteEvery : LineEvery))
                return;

            _told = now;
            Tell(_totals.Bytes / _host.Clock.GetElapsedTime(_started.Value, now).TotalSeconds);
        }
    }

    private void Tell(double bytesPerSecond)
    {
        var moved = $"{MiB(_totals.Bytes):N1} of {MiB(_totals.Total):N1} MiB";
        var speed = MiB(bytesPerSecond) is var rate && rate < 10 ? $"{rate:N1} MiB/s" : $"{rate:N0} MiB/s";
        if (_host.RewritesLines)
            _host.StatusLine.Show($"{(_totals.IsUpload ? "pushing" : "pulling")} {_totals.Blobs} {(_totals.Blobs == 1 ? "blob" : "blobs")}  {moved}  {speed}");
        else
            _story.Say($"{(_totals.IsUpload ? "sent" : "received")} {moved} ({Math.Floor(100.0 * _totals.Bytes / _totals.Total):N0} %), {speed}");
    }

    private static double MiB(double bytes) => bytes / (1024 * 1024);
}

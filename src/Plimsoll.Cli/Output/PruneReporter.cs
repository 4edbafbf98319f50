using Plimsoll.Publishing.Retention;

namespace Plimsoll.Cli.Output;

/// <summary>
/// Shows how far reading a repository or deleting from it is: on a terminal in one line that is rewritten, in the log of a CI job
/// by a line every few seconds. What is done at once shows nothing but its result.
/// </summary>
internal sealed class PruneReporter(CommandHost host, Diagnostics diagnostics) : IProgress<PruneProgress>
{
    /// <summary>More often nobody can read it.</summary>
    private static readonly TimeSpan RewriteEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Often enough to show that a job is alive, seldom enough not to fill its log.</summary>
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _reported = host.Clock.GetTimestamp();

    public void Report(PruneProgress value)
    {
        if (diagnostics.Verbosity == OutputLevel.Quiet)
            return;

        lock (_lock)
        {
            var now = host.Clock.GetTimestamp();
            if (host.Clock.GetElapsedTime(_reported, now) < (host.RewritesLines ? RewriteEvery : LineEvery))
                return;

            _reported = now;
            var text = $"{value.Repository}: {(value.IsDeleting ? $"deleted {value.Done:N0} of {value.Total:N0} manifests" : $"read {value.Done:N0} manifests")}";
            if (host.RewritesLines)
                host.StatusLine.Show(text);
            else
                diagnostics.Info(text);
        }
    }

    /// <summary>Leaves the line empty for the result.</summary>
    public void Finish()
    {
        lock (_lock)
            host.StatusLine.Clear();
    }
}

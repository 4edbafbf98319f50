using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>
/// Shows how far long work on this machine is, as <see cref="TransferReporter"/> does for transfers: on a terminal in one line
/// that is rewritten, in the log of a CI job by a line every few seconds. What takes less than a second shows nothing.
/// </summary>
internal sealed class WorkReporter : IProgress<WorkProgress>
{
    /// <summary>So long nobody wonders what the command does.</summary>
    private static readonly TimeSpan ShowAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(WorkKind Kind, string Name), long> _started = [];
    private readonly CommandHost _host;
    private readonly Diagnostics _diagnostics;
    private readonly TransferReporter _transfers;
    private long? _reported;
    private bool _isShown;

    private WorkReporter(CommandHost host, Diagnostics diagnostics, TransferReporter transfers)
    {
        _host = host;
        _diagnostics = diagnostics;
        _transfers = transfers;
    }

    /// <summary>A reporter, or <c>null</c> when the command runs with --quiet.</summary>
    /// <param name="host">The terminal and the clock.</param>
    /// <param name="diagnostics">Takes the lines of a log.</param>
    /// <param name="transfers">Comes first: work that waits for a transfer is told by that; <c>null</c> with --quiet.</param>
    public static WorkReporter? Create(CommandHost host, Diagnostics diagnostics, TransferReporter? transfers) => transfers is null ? null : new WorkReporter(host, diagnostics, transfers);

    public void Report(WorkProgress value)
    {
        lock (_lock)
        {
            var now = _host.Clock.GetTimestamp();
            var key = (value.Kind, value.Name);
            if (value.IsDone)
            {
                _started.Remove(key);
                if (_isShown)
                    _host.StatusLine.Clear();
                _isShown = false;
                return;
            }

            if (!_started.TryGetValue(key, out var started))
                _started[key] = started = now;
            if (_transfers.IsMoving || _host.Clock.GetElapsedTime(started, now) < (_host.RewritesLines ? ShowAfter : ProgressPace.LineEvery))
                return;
            if (_reported is { } reported && _host.Clock.GetElapsedTime(reported, now) < (_host.RewritesLines ? ProgressPace.RewriteEvery : ProgressPace.LineEvery))
                return;

            _reported = now;
            Show(value);
        }
    }

    private void Show(WorkProgress work)
    {
        var text = $"{Describe(work)}: {Amount(work)}";
        if (!_host.RewritesLines)
        {
            _diagnostics.Info(text);
            return;
        }

        _isShown = true;
        _host.StatusLine.Show(LogText.Neutralize(SecretText.Hide(text)));
    }

    private static string Describe(WorkProgress work) => work.Kind switch
    {
        WorkKind.Packing => $"packing {work.Name}",
        WorkKind.Reading => $"reading {work.Name}",
        WorkKind.Hashing => $"hashing the layers of {work.Name}",
        WorkKind.Loading => $"loading {work.Name} into the engine",
        _ => $"writing {work.Name}",
    };

    private static string Amount(WorkProgress work)
    {
        var done = HumanSize.Format(work.Bytes);
        if (work.Files > 0)
            return $"{done}, {work.Files:N0} {(work.Files == 1 ? "file" : "files")}";

        // A tar has some more bytes than what is in it.
        return work.Total is > 0 and var total ? $"{done} of {HumanSize.Format(total)} ({Math.Min(100, Math.Floor(100.0 * work.Bytes / total)):N0} %)" : done;
    }
}

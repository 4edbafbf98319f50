using Plimsoll.Build.Output;

namespace Plimsoll.Build.Tools;

/// <summary>Where the lines of one process go.</summary>
internal sealed class ProcessLog(OutputSink sink, Verbosity verbosity, ProcessOptions options)
{
    /// <summary>How many lines that are not shown are kept, to be shown if the command fails.</summary>
    private const int KeptLines = 200;

    private readonly Queue<string> _kept = new();

    /// <summary>Shows a line, hands it to the logger, or keeps it; from any thread.</summary>
    public void Write(OutputType type, string line)
    {
        var text = options.OutputFilter?.Invoke(line) ?? line;
        if (options.Logger is { } logger)
            logger(type, text);
        else if (options.LogOutput && verbosity >= Verbosity.Normal)
            Show(text);
        else if (options.LogOutput || type == OutputType.Err)
            Keep(text);
    }

    /// <summary>Shows what was kept: the process failed. Of a process whose output is not to be shown that is what it wrote to standard error.</summary>
    public void ShowKept()
    {
        lock (_kept)
        {
            foreach (var line in _kept)
                Show(line);
            _kept.Clear();
        }
    }

    private void Keep(string line)
    {
        lock (_kept)
        {
            _kept.Enqueue(line);
            if (_kept.Count > KeptLines)
                _kept.Dequeue();
        }
    }

    private void Show(string line)
    {
        if (options.AllowHostCommands)
            sink.WriteLine(line);
        else
            sink.WriteUntrusted(line);
    }
}

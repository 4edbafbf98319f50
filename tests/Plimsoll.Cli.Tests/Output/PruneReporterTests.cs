using Microsoft.Extensions.Time.Testing;
using Plimsoll.Cli.Output;
using Plimsoll.Publishing.Retention;
using Plimsoll.Tags.Hosts.Outputs;

namespace Plimsoll.Cli.Tests.Output;

public sealed class PruneReporterTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public void Dispose() => _error.Dispose();

    [Fact]
    public void In_a_log_a_line_is_written_every_ten_seconds()
    {
        Report(isTerminal: false, OutputLevel.Normal);

        Assert.Equal("r/app: read 1,011 manifests\nr/app: deleted 21 of 30 manifests\n", _error.ToString());
    }

    [Fact]
    public void On_a_terminal_one_line_is_rewritten_and_cleared()
    {
        Report(isTerminal: true, OutputLevel.Normal);

        Assert.Contains("\rr/app: read 1,002 manifests", _error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" \r", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\n", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_writes_nothing()
    {
        Report(isTerminal: true, OutputLevel.Quiet);

        Assert.Equal("", _error.ToString());
    }

    /// <summary>Reports a step each second: fifteen of reading, then of deleting.</summary>
    private void Report(bool isTerminal, OutputLevel level)
    {
        var host = new CommandHost
        {
            Out = TextWriter.Null,
            Error = _error,
            Environment = _ => null,
            Clock = _clock,
            Directory = Path.GetTempPath(),
            IsErrorTerminal = isTerminal,
        };
        var reporter = new PruneReporter(host, new Diagnostics(host, level, NoSink.Instance));
        for (var second = 1; second <= 29; second++)
        {
            reporter.Report(second <= 15 ? new PruneProgress("r/app", IsDeleting: false, 1000 + second, Total: null) : new PruneProgress("r/app", IsDeleting: true, second, 30));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        reporter.Finish();
    }
}

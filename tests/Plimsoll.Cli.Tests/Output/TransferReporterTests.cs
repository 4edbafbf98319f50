using Microsoft.Extensions.Time.Testing;
using Plimsoll.Cli.Output;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Snapshooter.Xunit;
using Plimsoll.Tags.Hosts.Outputs;

namespace Plimsoll.Cli.Tests.Output;

public sealed class TransferReporterTests : IDisposable
{
    private const int MiB = 1024 * 1024;

    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly Dictionary<string, string> _environment = [];
    private readonly Descriptor[] _blobs = [Blob('a', 100 * MiB), Blob('b', 1000 * MiB), Blob('c', 100 * MiB)];

    /// <summary>What was written, a return to the line's beginning shown as such.</summary>
    private string Written => _error.ToString().Replace("\r", "⏎\n", StringComparison.Ordinal);

    public void Dispose() => _error.Dispose();

    [Fact]
    public void On_a_terminal_one_line_is_rewritten_and_cleared()
    {
        var (host, story, transfers) = Run(isTerminal: true);

        Send(transfers, 0, 1);
        After(0.05);
        Send(transfers, 0, 2);
        After(0.05);
        Send(transfers, 0, 5);
        After(0.9);
        Send(transfers, 1, 200);
        Send(transfers, 1, 201);
        story.Info("retry in 0.5 s");
        After(1);
        Send(transfers, 2, 100);
        After(1);
        Send(transfers, 0, 100);
        After(1);
        Send(transfers, 1, 1000);
        host.StatusLine.WriteAbove("done");

        Written.MatchSnapshot();
    }

    [Fact]
    public void In_a_log_a_line_is_written_every_ten_seconds()
    {
        var (_, _, transfers) = Run(isTerminal: false);

        Send(transfers, 0, 1);
        for (var second = 1; second <= 25; second++)
        {
            After(1);
            Send(transfers, 1, second * 38);
        }

        Written.MatchSnapshot();
    }

    [Fact]
    public void A_blob_that_starts_over_is_taken_back()
    {
        var (_, _, transfers) = Run(isTerminal: false);

        Send(transfers, 0, 1);
        After(10);
        Send(transfers, 0, 90);
        Send(transfers, 0, 1);
        After(10);
        Send(transfers, 0, 20);
        After(10);
        Send(transfers, 0, 60);

        Assert.Equal(
            ["sent 90.0 of 100.0 MiB (90 %), 9.0 MiB/s", "sent 20.0 of 100.0 MiB (20 %), 1.0 MiB/s", "sent 60.0 of 100.0 MiB (60 %), 2.0 MiB/s"],
            Written.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_blob_from_registry_to_registry_counts_once_and_that_is_where_it_goes()
    {
        var (_, _, transfers) = Run(isTerminal: false);

        Receive(transfers, 0, 10);
        After(10);
        Receive(transfers, 0, 20);
        Send(transfers, 0, 15);
        Receive(transfers, 0, 100);
        After(10);
        Send(transfers, 0, 50);
        Receive(transfers, 1, 450);

        Assert.Equal(
            ["received 20.0 of 100.0 MiB (20 %), 2.0 MiB/s", "sent 50.0 of 100.0 MiB (50 %), 2.5 MiB/s"],
            Written.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(true, "⏎\ncompressing 2 of 3 layers: 25 %, 300.0 of 1,200.0 MiB, 30 MiB/s")]
    [InlineData(false, "compressing 2 of 3 layers: 25 %, 300.0 of 1,200.0 MiB, 30 MiB/s\n")]
    public void What_is_compressed_is_told_by_layers_and_share(bool isTerminal, string expected)
    {
        var (_, _, transfers) = Run(isTerminal);

        for (var blob = 0; blob < 3; blob++)
            Compress(transfers, blob, 0);
        Compress(transfers, 0, 100);
        After(10);
        Compress(transfers, 1, 200);

        Assert.Equal(expected, Written);
    }

    [Theory]
    [InlineData("TERM", "dumb")]
    [InlineData("CI", "true")]
    [InlineData("TF_BUILD", "True")]
    public void Nothing_is_rewritten_where_a_log_keeps_it_all(string variable, string value)
    {
        _environment[variable] = value;
        var (_, _, transfers) = Run(isTerminal: true);

        Send(transfers, 0, 1);
        After(10);
        Send(transfers, 0, 30);

        Assert.Equal("sent 30.0 of 100.0 MiB (30 %), 3.0 MiB/s\n", Written);
    }

    [Theory]
    [InlineData(true, 0.05)]
    [InlineData(false, 9)]
    public void What_is_soon_over_is_not_told(bool isTerminal, double seconds)
    {
        var (_, _, transfers) = Run(isTerminal);

        Send(transfers, 0, 1);
        After(seconds);
        Send(transfers, 0, 50);
        After(seconds);
        Send(transfers, 0, 100);

        Assert.Equal("", Written);
    }

    [Fact]
    public void A_quiet_run_is_told_nothing()
    {
        var host = Host(isTerminal: true);

        Assert.Null(TransferReporter.Create(host, new Diagnostics(host, OutputLevel.Quiet, NoSink.Instance)));
    }

    private (CommandHost Host, Diagnostics Story, TransferReporter Transfers) Run(bool isTerminal)
    {
        var host = Host(isTerminal);
        var story = new Diagnostics(host, OutputLevel.Normal, NoSink.Instance);
        return (host, story, TransferReporter.Create(host, story)!);
    }

    private CommandHost Host(bool isTerminal) => new()
    {
        Out = TextWriter.Null,
        Error = _error,
        Environment = _environment.GetValueOrDefault,
        Clock = _clock,
        Directory = "/",
        IsErrorTerminal = isTerminal,
    };

    private void After(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));

    private void Send(TransferReporter transfers, int blob, int mebibytes) => Report(transfers, blob, mebibytes, TransferDirection.Upload);

    private void Compress(TransferReporter transfers, int blob, int mebibytes) => Report(transfers, blob, mebibytes, TransferDirection.Compression);

    private void Receive(TransferReporter transfers, int blob, int mebibytes) => Report(transfers, blob, mebibytes, TransferDirection.Download);

    private void Report(TransferReporter transfers, int blob, int mebibytes, TransferDirection direction) =>
        transfers.Report(new TransferProgress("r.example/acme/app", _blobs[blob], (long)mebibytes * MiB, direction));

    private static Descriptor Blob(char digit, long size) => new(MediaTypes.OciLayerGzip, Digest.Parse("sha256:" + new string(digit, 64)), size);
}

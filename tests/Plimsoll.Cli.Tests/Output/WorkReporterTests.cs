using Microsoft.Extensions.Time.Testing;
using Plimsoll.Cli.Output;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Tags.Hosts.Outputs;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Output;

public sealed class WorkReporterTests : IDisposable
{
    private const long MB = 1_000_000;

    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private int? _width;

    /// <summary>What was written, a return to the line's beginning shown as such.</summary>
    private string Written => _error.ToString().Replace("\r", "⏎\n", StringComparison.Ordinal);

    private string[] Lines => Written.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => _error.Dispose();

    [Fact]
    public void On_a_terminal_one_line_is_rewritten_and_cleared()
    {
        var work = Run(isTerminal: true);

        Pack(work, 0, 0);
        After(0.9);
        Pack(work, 100, 90);
        After(0.1);
        Pack(work, 150, 100);
        After(0.05);
        Pack(work, 160, 110);
        After(0.05);
        Pack(work, 1200, 8412);
        work.Report(new WorkProgress(WorkKind.Packing, "out", 1300 * MB, null, 9000, IsDone: true));

        Assert.Equal("⏎\npacking out: 150MB, 100 files⏎\npacking out: 1.2GB, 8,412 files⏎\n                               ⏎\n", Written);
    }

    [Fact]
    public void In_a_log_a_line_is_written_every_ten_seconds()
    {
        var work = Run(isTerminal: false);

        Pack(work, 0, 0);
        for (var second = 1; second <= 25; second++)
        {
            After(1);
            Pack(work, second * 10, second * 100);
        }

        Assert.Equal(["packing out: 100MB, 1,000 files", "packing out: 200MB, 2,000 files"], Lines);
    }

    [Theory]
    [InlineData(true, 0.9)]
    [InlineData(false, 9.9)]
    public void What_is_soon_over_is_not_told(bool isTerminal, double seconds)
    {
        var work = Run(isTerminal);

        for (var time = 1; time <= 3; time++)
        {
            Pack(work, 0, 0);
            After(seconds);
            Pack(work, 100, 100);
            work.Report(new WorkProgress(WorkKind.Packing, "out", 100 * MB, null, 100, IsDone: true));
        }

        Assert.Equal("", Written);
    }

    [Theory]
    [InlineData(WorkKind.Reading, "reading app.tgz: 250MB of 1GB (25 %)")]
    [InlineData(WorkKind.Hashing, "hashing the layers of app.tgz: 250MB of 1GB (25 %)")]
    [InlineData(WorkKind.Loading, "loading app.tgz into the engine: 250MB of 1GB (25 %)")]
    [InlineData(WorkKind.Writing, "writing app.tgz: 250MB of 1GB (25 %)")]
    public void Work_of_a_known_size_is_told_with_how_much_of_it_is_done(WorkKind kind, string expected)
    {
        var work = Run(isTerminal: false);

        work.Report(new WorkProgress(kind, "app.tgz", 0, 1000 * MB, 0, IsDone: false));
        After(10);
        work.Report(new WorkProgress(kind, "app.tgz", 250 * MB, 1000 * MB, 0, IsDone: false));

        Assert.Equal([expected], Lines);
    }

    [Fact]
    public void Work_that_waits_for_a_transfer_leaves_the_line_to_it()
    {
        var host = Host(isTerminal: false);
        var story = new Diagnostics(host, OutputLevel.Normal, NoSink.Instance);
        var transfers = TransferReporter.Create(host, story)!;
        var work = WorkReporter.Create(host, story, transfers)!;
        var blob = new Descriptor(MediaTypes.OciLayerGzip, Digest.Parse("sha256:" + new string('a', 64)), 100 * 1024 * 1024);

        Pack(work, 0, 0);
        transfers.Report(new TransferProgress("r.example/acme/app", blob, 1, TransferDirection.Download));
        After(10);
        transfers.Report(new TransferProgress("r.example/acme/app", blob, 50 * 1024 * 1024, TransferDirection.Download));
        Pack(work, 50, 0);
        transfers.Report(new TransferProgress("r.example/acme/app", blob, blob.Size, TransferDirection.Download));
        Pack(work, 100, 0);

        Assert.Equal(["received 50.0 of 100.0 MiB (50 %), 5.0 MiB/s", "packing out: 100MB"], Lines);
    }

    [Theory]
    [InlineData(20, "packing out: 1.2GB…")]
    [InlineData(31, "packing out: 1.2GB, 8,412 fil…")]
    [InlineData(32, "packing out: 1.2GB, 8,412 files")]
    public void A_line_never_fills_the_terminal_which_would_wrap_it(int width, string expected)
    {
        _width = width;
        var work = Run(isTerminal: true);

        Pack(work, 0, 0);
        After(1);
        Pack(work, 1200, 8412);

        Assert.Equal($"⏎\n{expected}", Written);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_name_gives_no_commands_to_terminal_or_host(bool isTerminal)
    {
        var work = Run(isTerminal);

        foreach (var seconds in (double[])[0, 10, 10])
        {
            After(seconds);
            work.Report(new WorkProgress(WorkKind.Reading, "a\r\n::error::b\u001b[2J##vso[task.complete]", 5 * MB, null, 0, IsDone: false));
        }

        Assert.DoesNotContain('\u001b', Written);
        Assert.All(Lines, line =>
        {
            Assert.Empty(HostOutputParser.GitHubCommands(line));
            Assert.Empty(HostOutputParser.AzureCommands(line));
        });
    }

    [Fact]
    public void A_quiet_run_is_told_nothing()
    {
        var host = Host(isTerminal: true);
        var story = new Diagnostics(host, OutputLevel.Quiet, NoSink.Instance);

        Assert.Null(WorkReporter.Create(host, story, TransferReporter.Create(host, story)));
    }

    private WorkReporter Run(bool isTerminal)
    {
        var host = Host(isTerminal);
        var story = new Diagnostics(host, OutputLevel.Normal, NoSink.Instance);
        return WorkReporter.Create(host, story, TransferReporter.Create(host, story))!;
    }

    private CommandHost Host(bool isTerminal) => new()
    {
        Out = TextWriter.Null,
        Error = _error,
        Environment = _ => null,
        Clock = _clock,
        Directory = "/",
        IsErrorTerminal = isTerminal,
        TerminalWidth = () => _width,
    };

    private void After(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));

    private static void Pack(WorkReporter work, long megabytes, int files) => work.Report(new WorkProgress(WorkKind.Packing, "out", megabytes * MB, null, files, IsDone: false));
}

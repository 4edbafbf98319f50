using System.Globalization;
using Plimsoll.IntegrationTests.Crashes.Scenarios;
using Xunit.Abstractions;

namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>Commands that are killed leave whole files and a whole registry, and the next run completes what they began.</summary>
/// <remarks>
/// Usually each command is killed a few times. <c>PLIMSOLL_TEST_CRASHES</c> is how often instead, and the figures are appended to the
/// file that <c>PLIMSOLL_TEST_CRASHES_REPORT</c> names.
/// </remarks>
public class CrashTests(ITestOutputHelper output)
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("PLIMSOLL_TEST_CRASHES"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 5;

    [Fact]
    public Task Publishing() => SweepAsync(new PublishScenario());

    [Fact]
    public Task Pushing_an_archive_whose_layers_are_compressed() => SweepAsync(new PushArchiveScenario());

    [Fact]
    public Task Pulling_into_a_layout() => SweepAsync(new PullLayoutScenario());

    [Fact]
    public Task Pulling_into_an_archive() => SweepAsync(new PullArchiveScenario("docker-archive"));

    [Fact]
    public Task Pulling_into_an_OCI_archive() => SweepAsync(new PullArchiveScenario("oci-archive"));

    [Fact]
    public Task Logging_in() => SweepAsync(new LoginScenario());

    [Fact]
    public Task Logging_out() => SweepAsync(new LogoutScenario());

    [Fact]
    public Task Updating_a_baseline() => SweepAsync(new BaselineScenario());

    [Fact]
    public Task Pinning_files() => SweepAsync(new PinScenario());

    [Fact]
    public Task Promoting_and_writing_files() => SweepAsync(new PromoteScenario());

    [Fact]
    public Task Migrating_a_build() => SweepAsync(new MigrateScenario());

    [Fact]
    public Task Initializing_a_repository() => SweepAsync(new InitScenario());

    private async Task SweepAsync(CrashScenario scenario)
    {
        await using var sweep = new CrashSweep(scenario);
        var outcomes = await sweep.RunAsync(Rounds);
        var wrong = outcomes.Where(outcome => outcome.Problem is not null).ToList();
        var figures = $"{scenario}: {outcomes.Count} runs, {outcomes.Count(outcome => outcome.IsKilled)} killed, {wrong.Count} wrong";
        output.WriteLine($"{figures}\n{string.Join('\n', outcomes)}");
        if (Environment.GetEnvironmentVariable("PLIMSOLL_TEST_CRASHES_REPORT") is { Length: > 0 } report)
            await File.AppendAllTextAsync(report, $"{figures}\n{string.Join("\n\n", wrong)}\n");

        Assert.True(wrong.Count == 0, $"{figures}:\n{string.Join("\n\n", wrong.Take(10))}");
        Assert.True(outcomes.Any(outcome => outcome.IsKilled), $"No run was killed:\n{string.Join('\n', outcomes)}");
    }
}

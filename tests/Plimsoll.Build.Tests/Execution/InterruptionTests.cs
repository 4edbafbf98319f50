using Plimsoll.Build.Execution;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Execution;

public sealed class InterruptionTests : IDisposable
{
    private static readonly AsyncLocal<Interruption> Current = new();

    private readonly BuildFixture _fixture = new();

    public InterruptionTests() => Current.Value = _fixture.Interruption;

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("Waits")]
    [InlineData("Child")]
    [InlineData("BlockingChild")]
    public async Task A_signal_aborts_the_running_target_and_lets_assured_targets_clean_up(string target)
    {
        var result = await _fixture.RunAsync<Sample>(target, "Later", "Cleanup");

        Assert.Equal(ExitCode.Interrupted, result.ExitCode);
        Assert.Equal($"{target} Cleanup", result.Ran);
        Assert.Matches($"{target} +Aborted", result.Output);
        Assert.Matches("Later +NotRun", result.Output);
        Assert.Matches("Cleanup +Succeeded", result.Output);
        Assert.Contains("cleaned up by a child", result.Output);
        Assert.EndsWith("Build was interrupted.\n", result.Output);
    }

    [Fact]
    public async Task A_target_that_finishes_in_spite_of_the_signal_has_succeeded_and_nothing_follows()
    {
        var result = await _fixture.RunAsync<Sample>("Ignores", "Later");

        Assert.Equal(ExitCode.Interrupted, result.ExitCode);
        Assert.Matches("Ignores +Succeeded", result.Output);
        Assert.Matches("Later +NotRun", result.Output);
    }

    [Fact]
    public async Task A_second_signal_stops_the_clean_up_too_and_a_third_is_left_to_the_runtime()
    {
        var result = await _fixture.RunAsync<Sample>("Waits", "Stubborn");

        Assert.Matches("Stubborn +Aborted", result.Output);
        Assert.Equal(ExitCode.Interrupted, result.ExitCode);
        Assert.False(_fixture.Interruption.Signal());
    }

    private sealed class Sample : PlimsollBuild
    {
        Target Waits => _ => _.Executes(async token =>
        {
            Current.Value!.Signal();
            await Task.Delay(Timeout.Infinite, token);
        });

        Target Child => _ => _.Executes(async () =>
        {
            var running = RunAsync("sleep", ["1000"]);
            Current.Value!.Signal();
            await running;
        });

        Target BlockingChild => _ => _.Executes(() =>
        {
            Current.Value!.Signal();
            Run("sleep", ["1000"]);
        });

        Target Ignores => _ => _.Executes(() => { Current.Value!.Signal(); });

        Target Later => _ => _.After(Waits, Child, BlockingChild, Ignores).Executes(() => { });

        Target Cleanup => _ => _.AssuredAfterFailure().After(Later).Executes(() => { Run("echo", ["cleaned up by a child"]); });

        Target Stubborn => _ => _.AssuredAfterFailure().After(Waits).Executes(async token =>
        {
            Current.Value!.Signal();
            await Task.Delay(Timeout.Infinite, token);
        });
    }
}

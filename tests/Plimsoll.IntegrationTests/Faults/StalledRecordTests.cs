using Plimsoll.Oci;
using Plimsoll.Publishing.Environments;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>A registry that falls silent when the tags of an environment have moved and what was done is to be recorded.</summary>
public class StalledRecordTests
{
    [Fact]
    public async Task A_hold_that_gets_no_answer_is_sent_again()
    {
        await using var lane = await SweepLane.StartAsync();
        await using var proxy = Start(lane);
        var uploads = 0;
        proxy.Decide = request => request.Method == "POST" && Interlocked.Increment(ref uploads) == 1 ? new Fault(FaultKind.StallBeforeRequest) : Fault.None;

        await RunAsync(lane, proxy, new RollbackOperation());

        Assert.True(uploads > 1);
    }

    [Fact]
    public async Task A_receipt_that_gets_no_answer_is_sent_again()
    {
        await using var lane = await SweepLane.StartAsync();
        await using var proxy = Start(lane, SweepLane.Promoted);
        var uploads = 0;
        proxy.Decide = request => request.Method == "POST" && Interlocked.Increment(ref uploads) == 1 ? new Fault(FaultKind.StallBeforeRequest) : Fault.None;

        var warnings = await RunAsync(lane, proxy, new PromoteOperation());

        Assert.Empty(warnings.Texts);
    }

    [Fact]
    public async Task A_registry_that_stays_silent_is_named_as_the_reason_why_there_is_no_hold()
    {
        await using var lane = await SweepLane.StartAsync();
        await using var proxy = Start(lane);
        proxy.Decide = request => request.Method == "POST" ? new Fault(FaultKind.StallBeforeRequest) : Fault.None;

        var exception = await Assert.ThrowsAsync<EnvironmentException>(() => RunAsync(lane, proxy, new RollbackOperation()));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.EndsWith("could not be attached to it: It was not done within 150 seconds.", exception.Message, StringComparison.Ordinal);
    }

    private static FaultProxy Start(SweepLane lane, string template = SweepLane.Deployed)
    {
        lane.Open(template).CopyTo("run-1/app");
        return FaultProxy.Start(lane.Server.Host, clock: new FaultClock());
    }

    private static async Task<Warnings> RunAsync(SweepLane lane, FaultProxy proxy, SweptOperation operation)
    {
        var warnings = new Warnings();
        await using var host = lane.CreateHost(proxy.Host, proxy.Clock!, lane.PathOf(1), warnings);
        await operation.RunAsync(new SweepRun(lane, 1, proxy, host, warnings));
        return warnings;
    }
}

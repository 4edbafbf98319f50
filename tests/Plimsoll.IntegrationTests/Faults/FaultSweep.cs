using System.Collections.Concurrent;
using System.Diagnostics;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Environments;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>
/// Runs an operation once for each request that it makes and each fault that the request can have, and compares the registry
/// behind each run with that before it.
/// </summary>
/// <param name="operation">The operation.</param>
/// <param name="choose">Which faults are put into which requests of those recorded.</param>
/// <param name="lanes">How many runs go on side by side, each in a registry of its own.</param>
internal sealed class FaultSweep(SweptOperation operation, Func<IReadOnlyList<(RequestKey Key, ProxiedExchange Exchange)>, IEnumerable<(RequestKey Key, Fault Fault)>> choose, int lanes)
{
    /// <summary>Whatever has not ended by then never will: no clock of a run takes time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentBag<SweepOutcome> _outcomes = [];

    /// <summary>Sweeps.</summary>
    /// <returns>What became of each run, and the table of all.</returns>
    public async Task<(IReadOnlyCollection<SweepOutcome> Outcomes, SweepTable Table)> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        await using var first = await SweepLane.StartAsync();
        var recorded = await RecordAsync(first);
        var waiting = new ConcurrentQueue<(RequestKey Key, Fault Fault)>(choose(recorded));
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(async () =>
        {
            await using var own = lane == 0 ? null : await SweepLane.StartAsync();
            for (var number = 2; waiting.TryDequeue(out var next); number++)
                _outcomes.Add(await RunAsync(own ?? first, number, next.Key, next.Fault));
        })));
        return (_outcomes, new SweepTable(operation.ToString()!, recorded.Count, _outcomes, watch.Elapsed));
    }

    private async Task<IReadOnlyList<(RequestKey Key, ProxiedExchange Exchange)>> RecordAsync(SweepLane lane)
    {
        await using var proxy = Start(lane, new FaultClock());
        proxy.IsRecording = true;
        var (failure, problem) = await RunOnceAsync(lane, 1, proxy, lasting: false);
        Assert.True(failure is null && problem is null, $"{failure}\n{problem}");
        return RequestKey.Of(proxy.Exchanges);
    }

    private FaultProxy Start(SweepLane lane, FaultClock clock)
    {
        var proxy = FaultProxy.Start(lane.Server.Host, operation.IsTls ? lane.Certificate : null, clock);
        proxy.RequireTokens("ann", Secrets.Password);
        return proxy;
    }

    private async Task<SweepOutcome> RunAsync(SweepLane lane, int number, RequestKey key, Fault fault)
    {
        await using var proxy = Start(lane, new FaultClock());
        var (count, hasBegun) = (0, 0);
        proxy.Decide = request =>
            (fault.IsLasting && Volatile.Read(ref hasBegun) > 0) || (RequestKey.Describe(request) == key.What && Interlocked.Increment(ref count) == key.Number && Interlocked.Increment(ref hasBegun) > 0)
                ? fault : Fault.None;
        var (failure, problem) = await RunOnceAsync(lane, number, proxy, fault.IsLasting, mayMiss: operation.MayMissTags(key, fault));
        var hasWritten = failure is not null && Tags(lane, number) is var tags && operation.Writes(lane) is { Count: > 0 } writes && writes.All(write => tags.GetValueOrDefault(write.Key) == write.Value.ToString());
        if (problem is null && failure is not null)
            problem = await TryAgainAsync(lane, number);
        if (proxy.Fired == 0)
            problem ??= "the fault did not happen";
        return new SweepOutcome(key, fault, proxy.Fired > 0, (failure as PlimsollException)?.Kind ?? (failure is null ? null : ErrorKind.Failed), hasWritten, problem is null ? null : $"{problem}\n{failure}");
    }

    private static SortedDictionary<string, string> Tags(SweepLane lane, int number) => lane.Open($"run-{number}/app").ReadTags();

    /// <summary>Whatever was left behind, the same operation without a fault completes it.</summary>
    private async Task<string?> TryAgainAsync(SweepLane lane, int number)
    {
        await using var proxy = Start(lane, new FaultClock());
        var (failure, problem) = await RunOnceAsync(lane, number, proxy, lasting: false, isAgain: true);
        return failure is not null ? $"trying again failed: {failure}" : problem is not null ? $"trying again: {problem}" : null;
    }

    private async Task<(Exception? Failure, string? Problem)> RunOnceAsync(SweepLane lane, int number, FaultProxy proxy, bool lasting, bool mayMiss = false, bool isAgain = false)
    {
        var warnings = new Warnings();
        SweepRun run;
        Exception? failure;
        SortedDictionary<string, string> before;
        await using (var host = lane.CreateHost(proxy.Host, proxy.Clock!, lane.PathOf(number), warnings, operation.IsTls, operation.HasRetries))
        {
            run = new SweepRun(lane, number, proxy, host, warnings);
            if (operation.Template is { } template && !isAgain)
                lane.Open(template).CopyTo(run.Repository);
            before = lane.Open(run.Repository).ReadTags();
            failure = await Record.ExceptionAsync(() => operation.RunAsync(run).WaitAsync(Patience));
        }

        var problem = FindProblem(run, before, failure, lasting, mayMiss, warnings);
        return (failure, problem);
    }

    private string? FindProblem(SweepRun run, SortedDictionary<string, string> before, Exception? failure, bool lasting, bool mayMiss, Warnings warnings)
    {
        var stored = run.Lane.Open(run.Repository);
        var now = stored.ReadTags();
        var writes = operation.Writes(run.Lane);
        if (run.Proxy.Leaks is [var leak, ..])
            return $"credentials were sent to {leak}";
        if ((failure is null ? warnings.Texts : warnings.Texts.Append(failure.ToString())).FirstOrDefault(Secrets.AreIn) is { } text)
            return $"a secret is in: {text}";
        if (stored.FindDamage() is { } damage)
            return damage;
        if (operation.FindDamage(run, failure is null) is { } other)
            return other;
        if (now.Keys.Union(before.Keys).FirstOrDefault(tag => !writes.ContainsKey(tag) && now.GetValueOrDefault(tag) != before.GetValueOrDefault(tag)) is { } foreign)
            return $"{foreign} named {before.GetValueOrDefault(foreign) ?? "nothing"} and now {now.GetValueOrDefault(foreign) ?? "nothing"}";
        return failure is null ? mayMiss ? null : FindMissing(now, writes, warnings) : FindHalf(before, now, writes, failure, lasting);
    }

    /// <summary>What was left and said is no success that is none.</summary>
    private static string? FindMissing(SortedDictionary<string, string> now, IReadOnlyDictionary<string, Digest> writes, Warnings warnings) =>
        writes.Where(write => now.GetValueOrDefault(write.Key) != write.Value.ToString() && !warnings.Texts.Any(text => text.Contains($"'{write.Key}'", StringComparison.Ordinal)))
            .Select(write => $"the operation was done, and {write.Key} names {now.GetValueOrDefault(write.Key) ?? "nothing"}").FirstOrDefault();

    private static string? FindHalf(SortedDictionary<string, string> before, SortedDictionary<string, string> now, IReadOnlyDictionary<string, Digest> writes, Exception failure, bool lasting)
    {
        if (failure is not PlimsollException { Kind: ErrorKind.Authentication or ErrorKind.Conflict or ErrorKind.NotFound or ErrorKind.Transport } clear || clear.Message.Length < 10)
            return $"the error is not a clear one: {failure.GetType().Name}: {failure.Message}";

        var strange = writes.FirstOrDefault(write => now.GetValueOrDefault(write.Key) is { } names && names != write.Value.ToString() && names != before.GetValueOrDefault(write.Key));
        if (strange.Key is not null)
            return $"{strange.Key} names {now[strange.Key]}, which it neither named before nor was to name";

        // A tag that never moves may be there: the next attempt finds it, and it names the whole image.
        var moving = writes.Keys.Where(before.ContainsKey).ToList();
        var moved = moving.Where(tag => now[tag] != before[tag]).ToList();
        if (moved.Count == 0 || (moved.Count == moving.Count && (!lasting || failure is EnvironmentException)))
            return null;
        return lasting && moved.All(tag => failure.Message.Contains(tag, StringComparison.Ordinal))
            ? null
            : $"only {string.Join(", ", moved)} of {string.Join(", ", moving)} were moved{(lasting ? ", and the error does not say so" : "")}";
    }
}

using System.Globalization;
using Plimsoll.Testing.Faults;
using Xunit.Abstractions;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>
/// Every operation with every fault at its requests ends well or with a clear error, and leaves a registry where no tag names half
/// an image and no tag that never moves has moved.
/// </summary>
/// <remarks>
/// Usually each fault is put into one request of an operation. <c>PLIMSOLL_TEST_SWEEP=all</c>, as the build's target
/// <c>SweepFaults</c> sets it, puts every fault into every request, and a number those that happen at a byte also at every so many
/// bytes. The tables are appended to the file that <c>PLIMSOLL_TEST_SWEEP_REPORT</c> names.
/// </remarks>
public class FaultSweepTests(ITestOutputHelper output)
{
    private static readonly string? Mode = Environment.GetEnvironmentVariable("PLIMSOLL_TEST_SWEEP") is { Length: > 0 } mode ? mode : null;

    [Fact]
    public Task Publishing() => SweepAsync(new PublishOperation());

    /// <summary>Every fault is a failure then, and what was moved goes back.</summary>
    [Fact]
    public Task Publishing_without_a_second_attempt() => SweepAsync(new PublishOperation { HasRetries = false }, share: 2);

    [Fact]
    public Task Publishing_over_TLS() => SweepAsync(new PublishOperation(isTls: true), only: fault => fault.Kind == FaultKind.Redirect);

    [Fact]
    public Task Pulling() => SweepAsync(new PullOperation(), only: fault => fault.Kind is not (FaultKind.InsideBody or FaultKind.CorruptRequest) && fault.Target != RedirectTarget.PlainHttp);

    [Fact]
    public Task Copying_within_a_registry() => SweepAsync(new CopyOperation(fromOtherRegistry: false), share: 2);

    [Fact]
    public Task Copying_from_another_registry() => SweepAsync(new CopyOperation(fromOtherRegistry: true), share: 2);

    [Fact]
    public Task Promoting() => SweepAsync(new PromoteOperation(), share: 2);

    [Fact]
    public Task Rolling_back() => SweepAsync(new RollbackOperation(), share: 3);

    [Fact]
    public Task Rolling_back_without_a_second_attempt() => SweepAsync(new RollbackOperation { HasRetries = false }, share: 3);

    /// <summary>What is not looked for among the tags of the withdrawn image stays there.</summary>
    [Fact]
    public async Task Rolling_back_with_wrong_answers_about_tags()
    {
        Fault[] lies = [Fault.Answer(404), new(FaultKind.WrongDigest), new(FaultKind.CorruptAnswer)];
        var sweep = new FaultSweep(
            new RollbackOperation { HasRetries = false },
            recorded => recorded.Where(one => one.Key.What.Contains("/manifests/", StringComparison.Ordinal) && !one.Key.What.Contains("sha256", StringComparison.Ordinal))
                .SelectMany(one => lies.Where(one.Exchange.CanHave).Select(lie => (one.Key, lie))),
            lanes: 3);

        var (outcomes, table) = await sweep.RunAsync();

        Assert.True(outcomes.Count > 20, table.ToString());
        Assert.DoesNotContain(outcomes, outcome => outcome.Problem is not null);
    }

    /// <param name="operation">The operation.</param>
    /// <param name="share">Which part of the faults a short sweep has: every second, every third.</param>
    /// <param name="only">Which faults are possible; the default is all that need no TLS.</param>
    private async Task SweepAsync(SweptOperation operation, int share = 1, Predicate<Fault>? only = null)
    {
        var faults = FaultCatalog.All
            .Where((fault, number) => (only?.Invoke(fault) ?? fault.Target != RedirectTarget.PlainHttp) && (Mode is not null || number % share == 0))
            .ToList();
        var (outcomes, table) = await new FaultSweep(operation, recorded => Choose(recorded, faults), lanes: 3).RunAsync();
        var wrong = outcomes.Where(outcome => outcome.Problem is not null).ToList();
        output.WriteLine(table.ToString());
        if (Environment.GetEnvironmentVariable("PLIMSOLL_TEST_SWEEP_REPORT") is { Length: > 0 } report)
            await File.AppendAllTextAsync(report, $"{table}\n{string.Join('\n', wrong)}\n");

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {outcomes.Count} runs went wrong:\n{string.Join("\n\n", wrong.Take(10))}\n\n{table}");
        Assert.All(faults, fault => Assert.True(outcomes.Any(outcome => outcome.Fault == fault), $"{fault} was put into no request."));
    }

    /// <summary>All, or each fault at another of the requests that it can happen to.</summary>
    private static IEnumerable<(RequestKey Key, Fault Fault)> Choose(IReadOnlyList<(RequestKey Key, ProxiedExchange Exchange)> recorded, IReadOnlyList<Fault> faults)
    {
        foreach (var (number, fault) in faults.Index())
        {
            var possible = recorded.Where(one => one.Exchange.CanHave(fault)).ToList();
            foreach (var (place, one) in possible.Index())
                if (Mode is not null || (place + number) % possible.Count == 0)
                    yield return (one.Key, fault);
        }

        if (!int.TryParse(Mode, NumberStyles.None, CultureInfo.InvariantCulture, out var step))
            yield break;
        foreach (var (key, exchange) in recorded)
            foreach (var fault in FaultCatalog.AtEveryByte(exchange, step))
                if (exchange.CanHave(fault))
                    yield return (key, fault);
    }
}

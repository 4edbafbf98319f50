using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>Every fault that the sweep puts into every request that has a place for it.</summary>
internal static class FaultCatalog
{
    private const string Page = "<html><body><h1>Welcome to the guest network</h1></body></html>";

    private static readonly BytePosition[] Ends = [new(0), BytePosition.Half, new(-1)];

    private static readonly BytePosition[] BodyEnds = [new(0, OfBody: true), BytePosition.Half with { OfBody = true }, new(-1, OfBody: true)];

    /// <summary>All, in the order of the table.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new(FaultKind.BeforeRequest),
        new(FaultKind.EndBeforeRequest),
        new(FaultKind.StallBeforeRequest),
        .. Each(FaultKind.InsideBody, Ends),
        .. Each(FaultKind.CorruptRequest, Ends),
        new(FaultKind.Duplicate),
        new(FaultKind.ExpireToken),
        .. new[] { 400, 401, 403, 404, 408, 413, 416, 429, 500, 502, 503, 504 }.Select(status => Fault.Answer(status)),
        Fault.Answer(429) with { RetryAfter = TimeSpan.FromSeconds(2) },
        Fault.Answer(503) with { RetryAfter = TimeSpan.FromSeconds(2), IsRetryAfterDate = true },
        Fault.Answer(429) with { RetryAfter = TimeSpan.FromHours(1) },
        Fault.Answer(503) with { RetryAfter = TimeSpan.FromHours(1), IsRetryAfterDate = true },
        Fault.Answer(200, Page) with { MediaType = "text/html" },
        Fault.Answer(502, Page) with { MediaType = "text/html" },
        Redirect(307, RedirectTarget.SameHost),
        Redirect(302, RedirectTarget.SameHost),
        Redirect(307, RedirectTarget.OtherHost),
        Redirect(307, RedirectTarget.PlainHttp),
        new(FaultKind.BeforeAnswer),
        new(FaultKind.EndBeforeAnswer),
        new(FaultKind.StallBeforeAnswer),
        .. new[] { 400, 403, 404, 408, 429, 500, 502, 504 }.Select(status => new Fault(FaultKind.ReplaceAnswer) { Status = status }),
        .. Each(FaultKind.TruncateAnswer, [new(5), BytePosition.Half, new(-1), .. BodyEnds]),
        .. Each(FaultKind.ResetInsideAnswer, [BytePosition.Half, .. BodyEnds]),
        .. Each(FaultKind.StallInsideAnswer, [BytePosition.Half, .. BodyEnds]),
        .. Each(FaultKind.CorruptAnswer, [new(9), new(11), BytePosition.Half, .. BodyEnds]),
        new(FaultKind.ShortLength),
        new(FaultKind.LongLength),
        new(FaultKind.WrongDigest),
        new(FaultKind.NoDigest),
        new(FaultKind.SlowAnswer),
        new(FaultKind.CloseAfterAnswer),
        Fault.BeforeRequest with { IsLasting = true },
        Fault.BeforeAnswer with { IsLasting = true },
        .. new[] { 401, 403, 404, 429, 503 }.Select(status => Fault.Answer(status) with { IsLasting = true }),
    ];

    /// <summary>A fault at every <paramref name="step"/>th byte of an exchange, for the kinds that happen at a byte.</summary>
    public static IEnumerable<Fault> AtEveryByte(ProxiedExchange exchange, int step)
    {
        foreach (var at in Steps(exchange.Request.Length, step))
            foreach (var kind in new[] { FaultKind.InsideBody, FaultKind.CorruptRequest })
                yield return new Fault(kind) { Position = at };
        foreach (var at in Steps(exchange.HeadLength + exchange.BodyLength, step))
            foreach (var kind in new[] { FaultKind.TruncateAnswer, FaultKind.ResetInsideAnswer, FaultKind.CorruptAnswer })
                yield return new Fault(kind) { Position = at };
    }

    private static IEnumerable<BytePosition> Steps(long length, int step)
    {
        for (long at = 0; at < length; at += step)
            yield return new BytePosition(at);
    }

    private static Fault Redirect(int status, RedirectTarget target) => new(FaultKind.Redirect) { Status = status, Target = target };

    private static IEnumerable<Fault> Each(FaultKind kind, IEnumerable<BytePosition> positions) => positions.Select(position => new Fault(kind) { Position = position });
}

using System.Globalization;

namespace Plimsoll.Testing.Faults;

/// <summary>A fault, with what is particular to its kind.</summary>
/// <param name="Kind">The kind.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>No fault.</summary>
    public static Fault None { get; } = new(FaultKind.None);

    /// <summary>The connection is reset before the server sees anything of the request.</summary>
    public static Fault BeforeRequest { get; } = new(FaultKind.BeforeRequest);

    /// <summary>The connection is reset when half of the request's body was passed on.</summary>
    public static Fault InsideBody { get; } = new(FaultKind.InsideBody);

    /// <summary>The server sees all of the request, and its answer is lost.</summary>
    public static Fault BeforeAnswer { get; } = new(FaultKind.BeforeAnswer);

    /// <summary>The proxy answers 503, to be tried again at once, and the server sees nothing of the request.</summary>
    public static Fault Unavailable { get; } = Answer(503) with { RetryAfter = TimeSpan.Zero };

    /// <summary>The proxy answers 403, and the server sees nothing of the request.</summary>
    public static Fault Denied { get; } = Answer(403);

    /// <summary>Where it happens, for kinds that happen within a body or an answer. The default is the middle.</summary>
    public BytePosition Position { get; init; } = BytePosition.Half;

    /// <summary>The status of the proxy's own answer.</summary>
    public int Status { get; init; }

    /// <summary>The body of the proxy's own answer.</summary>
    public string Body { get; init; } = "";

    /// <summary>The media type of <see cref="Body"/>.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>What the proxy's own answer says in <c>Retry-After</c>; <c>null</c> (default) for no such header.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether that is said as a date.</summary>
    public bool IsRetryAfterDate { get; init; }

    /// <summary>Where a redirect leads.</summary>
    public RedirectTarget Target { get; init; }

    /// <summary>Whether it happens to every request from the first one on.</summary>
    public bool IsLasting { get; init; }

    /// <summary>The proxy answers with a status, and the server sees nothing of the request.</summary>
    public static Fault Answer(int status, string body = "") => new(FaultKind.Answer) { Status = status, Body = body };

    public override string ToString()
    {
        var what = Kind switch
        {
            FaultKind.Answer => $"{Status}{(MediaType == "text/html" ? " in HTML" : "")}",
            FaultKind.ReplaceAnswer => $"{Status} after it was done",
            FaultKind.Redirect => $"{Status} to {Target}",
            FaultKind.InsideBody or FaultKind.CorruptRequest or FaultKind.TruncateAnswer or FaultKind.ResetInsideAnswer or FaultKind.StallInsideAnswer or FaultKind.CorruptAnswer => $"{Kind} at {Position}",
            _ => Kind.ToString(),
        };
        var wait = RetryAfter is { } time ? string.Create(CultureInfo.InvariantCulture, $", Retry-After {time.TotalSeconds} s{(IsRetryAfterDate ? " as date" : "")}") : "";
        return what + wait + (IsLasting ? ", from there on" : "");
    }
}

namespace Plimsoll.Testing.Faults;

/// <summary>A request with the answer that it got, as far as faults differ by it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Answer">The answer's head: status line and headers.</param>
/// <param name="HeadLength">The bytes of the head.</param>
/// <param name="BodyLength">The bytes of the body; 0 where it was passed through uncounted.</param>
public sealed record ProxiedExchange(ProxiedRequest Request, string Answer, int HeadLength, long BodyLength)
{
    /// <summary>Whether a fault can happen to such an exchange.</summary>
    public bool CanHave(Fault fault) => fault.Kind switch
    {
        FaultKind.InsideBody or FaultKind.CorruptRequest => !IsOfProxy && !Request.IsChunked && fault.Position.Resolve(Request.Length) is not null,
        FaultKind.TruncateAnswer or FaultKind.ResetInsideAnswer or FaultKind.StallInsideAnswer or FaultKind.CorruptAnswer => fault.Position.Resolve(HeadLength, BodyLength) is not null,
        FaultKind.ShortLength => HttpHead.FindHeader(Answer, "Content-Length") is { } length && length != "0",
        FaultKind.LongLength => HttpHead.FindHeader(Answer, "Content-Length") is not null,
        FaultKind.WrongDigest or FaultKind.NoDigest => HttpHead.FindHeader(Answer, "Docker-Content-Digest") is not null,
        FaultKind.ExpireToken => Request.Authorization is not null && !IsOfProxy,
        FaultKind.Duplicate => !IsOfProxy && !Request.IsChunked,
        _ => true,
    };

    /// <summary>Whether the proxy gave the answer, and the server saw nothing of the request.</summary>
    private bool IsOfProxy => HttpHead.ReadStatus(Answer) == 401 || Request.Target.StartsWith(ProxyTokens.Path, StringComparison.Ordinal);
}

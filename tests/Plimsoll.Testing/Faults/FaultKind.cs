namespace Plimsoll.Testing.Faults;

/// <summary>What a <see cref="FaultProxy"/> does with one request or its answer.</summary>
public enum FaultKind
{
    /// <summary>It is passed on, and its answer back.</summary>
    None,

    /// <summary>The connection is reset before the server sees anything of it.</summary>
    BeforeRequest,

    /// <summary>The connection ends in order before the server sees anything of it.</summary>
    EndBeforeRequest,

    /// <summary>Nothing happens any more until the client gives up; the server sees nothing of it.</summary>
    StallBeforeRequest,

    /// <summary>The proxy answers in the server's place, which sees nothing of it.</summary>
    Answer,

    /// <summary>The proxy answers with a redirect to another address of its own, where the request is passed on.</summary>
    Redirect,

    /// <summary>The token that it carries is good no longer.</summary>
    ExpireToken,

    /// <summary>The connection is reset when a part of its body was passed on.</summary>
    InsideBody,

    /// <summary>One bit of its body is another one.</summary>
    CorruptRequest,

    /// <summary>The server sees all of it twice, and the client only the second answer.</summary>
    Duplicate,

    /// <summary>The server sees all of it, and its answer is lost in a reset.</summary>
    BeforeAnswer,

    /// <summary>The server sees all of it, and the connection ends in order without its answer.</summary>
    EndBeforeAnswer,

    /// <summary>The server sees all of it, and nothing comes back until the client gives up.</summary>
    StallBeforeAnswer,

    /// <summary>The server sees all of it, and the client gets the proxy's answer for the server's.</summary>
    ReplaceAnswer,

    /// <summary>The connection ends in order within the answer.</summary>
    TruncateAnswer,

    /// <summary>The connection is reset within the answer.</summary>
    ResetInsideAnswer,

    /// <summary>Within the answer nothing comes any more until the client gives up.</summary>
    StallInsideAnswer,

    /// <summary>One bit of the answer, head or body, is another one, and the connection ends behind it.</summary>
    CorruptAnswer,

    /// <summary>The answer's <c>Content-Length</c> is one less than its bytes.</summary>
    ShortLength,

    /// <summary>The answer's <c>Content-Length</c> is one more than its bytes, and the connection ends behind them.</summary>
    LongLength,

    /// <summary>The answer's <c>Docker-Content-Digest</c> is that of something else.</summary>
    WrongDigest,

    /// <summary>The answer has no <c>Docker-Content-Digest</c>.</summary>
    NoDigest,

    /// <summary>The answer comes a few bytes at a time, half a minute in all.</summary>
    SlowAnswer,

    /// <summary>The connection ends behind the answer, unannounced.</summary>
    CloseAfterAnswer,
}

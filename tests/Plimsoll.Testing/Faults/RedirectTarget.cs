namespace Plimsoll.Testing.Faults;

/// <summary>Where a <see cref="FaultKind.Redirect"/> leads.</summary>
public enum RedirectTarget
{
    /// <summary>The address that was asked.</summary>
    SameHost,

    /// <summary>The same server under another host's name, which no credentials are for.</summary>
    OtherHost,

    /// <summary>The same host, without TLS.</summary>
    PlainHttp,
}

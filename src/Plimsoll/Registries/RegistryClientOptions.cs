using Plimsoll.Registries.Credentials;

namespace Plimsoll.Registries;

/// <summary>How a <see cref="RegistryClient"/> speaks to registries. Every value has a default that suits a CI job.</summary>
public sealed record RegistryClientOptions
{
    /// <summary>Where credentials come from. The default knows none and speaks anonymously.</summary>
    public ICredentialSource Credentials { get; init; } = CredentialSource.Anonymous;

    /// <summary>The clock of retries, token expiry and timeouts. The default is the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Which registries (host and, where given, port) are spoken to without TLS. The default is none. Loopback hosts
    /// need no mention: they are asked whether they speak TLS.
    /// </summary>
    public Predicate<string> PlainHttp { get; init; } = static _ => false;

    /// <summary>A PEM file of certificate authorities trusted in addition to the system's, or <c>null</c> (default).</summary>
    public string? CaFile { get; init; }

    /// <summary>
    /// Hosts that a public registry may point to (token realm, upload, redirect) although their address is private.
    /// The default is none: such an address is refused when the connection is made.
    /// </summary>
    public IReadOnlyCollection<string> PrivateHosts { get; init; } = [];

    /// <summary>The <c>User-Agent</c> header. The default is <c>plimsoll/VERSION</c>.</summary>
    public string UserAgent { get; init; } = $"plimsoll/{typeof(RegistryClientOptions).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    /// <summary>How long making one connection may take, TLS included. The default is 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a request may go without a byte in either direction. The default is 60 seconds. The length of a
    /// transfer as a whole is not limited.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a registry may take to store a blob that was sent whole. The default is 10 minutes.</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many requests a registry is sent at once to begin with. The default is 5; one is kept for small ones.</summary>
    public int InitialRequests { get; init; } = 5;

    /// <summary>
    /// How many requests a registry is sent at once at most. The default is 16, which only registries that are far away
    /// get: the number grows with the time that a small request takes, and halves when the registry asks to slow down.
    /// </summary>
    public int MaximumRequests { get; init; } = 16;

    /// <summary>How and how long failed operations are tried again.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>Told of every new attempt, before its delay; <c>null</c> (default) where nobody listens.</summary>
    public IProgress<RetryNotice>? Retries { get; init; }

    /// <summary>Told of bytes as they move; <c>null</c> (default) where nobody listens.</summary>
    public IProgress<TransferProgress>? Transfers { get; init; }

    /// <summary>
    /// Puts a handler around (or in place of) the one that opens connections: to count requests, or to script answers
    /// in a test. It sees requests as they go out, credentials included. Called
    /// twice for a client: first for the connections to registries themselves, then for those to hosts that a registry
    /// names. The default changes nothing.
    /// </summary>
    public Func<HttpMessageHandler, HttpMessageHandler> Transport { get; init; } = static handler => handler;
}

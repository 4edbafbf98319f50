using System.Net;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Registries.Uploads;

namespace Plimsoll.Oci.Registries;

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
    /// The certificate that is shown to registries that ask for one, as a PEM file, with its key in
    /// <see cref="ClientKeyFile"/>; <c>null</c> (default) shows none. Token servers and storage that a registry points
    /// to never see it. A certificate for one registry alone belongs in <see cref="CertificateFolders"/>, which comes first.
    /// </summary>
    public string? ClientCertificateFile { get; init; }

    /// <summary>The key of <see cref="ClientCertificateFile"/>, as a PEM file without a password, or <c>null</c> (default).</summary>
    public string? ClientKeyFile { get; init; }

    /// <summary>
    /// Folders with one folder for each registry, named <c>HOST</c> or <c>HOST:PORT</c>: in it authorities to trust for
    /// this registry (<c>*.crt</c>) and a certificate to show (<c>NAME.cert</c>, <c>NAME.key</c>). The first that has
    /// one for the registry counts. The default is those of Podman and Docker, <c>/etc/containers/certs.d</c> and
    /// <c>/etc/docker/certs.d</c>; see <see cref="GetDefaultCertificateFolders"/> for those of a user.
    /// </summary>
    public IReadOnlyList<string> CertificateFolders { get; init; } = GetDefaultCertificateFolders(null);

    /// <summary>
    /// The folders of a user, <c>~/.config/containers/certs.d</c> and <c>~/.docker/certs.d</c>, then those of the machine.
    /// </summary>
    /// <param name="home">The user's home folder, or <c>null</c> for the machine's alone.</param>
    public static IReadOnlyList<string> GetDefaultCertificateFolders(string? home)
    {
        string[] machine = ["/etc/containers/certs.d", "/etc/docker/certs.d"];
        return home is null ? machine : [Path.Combine(home, ".config", "containers", "certs.d"), Path.Combine(home, ".docker", "certs.d"), .. machine];
    }

    /// <summary>Looks up the addresses of a host that a registry names; the default asks the system.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>
    /// Hosts that a public registry may point to (token realm, upload, redirect) although their address is private.
    /// The default is none: such an address is refused when the connection is made.
    /// </summary>
    public IReadOnlyCollection<string> PrivateHosts { get; init; } = [];

    /// <summary>
    /// Which proxy connections go through. <c>null</c> (default) uses the one that .NET finds; a <c>PlimsollHost</c> reads
    /// <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>ALL_PROXY</c> and <c>NO_PROXY</c> itself.
    /// </summary>
    public IWebProxy? Proxy { get; init; }

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

    /// <summary>
    /// From how many bytes on a blob is uploaded in chunks, where the registry takes them: an interrupted upload then
    /// goes on behind the last chunk. The default is 64 MiB.
    /// </summary>
    public long ChunkedUploadFrom { get; init; } = 64 * 1024 * 1024;

    /// <summary>The bytes of a chunk; a registry's own minimum and known limits come first. The default is 32 MiB.</summary>
    public long ChunkSize { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A chunk has at least one byte."); } = 32 * 1024 * 1024;

    /// <summary>Remembers uploads in chunks, so that a later process can continue them; <c>null</c> (default) remembers none.</summary>
    internal UploadJournal? Journal { get; init; }

    /// <summary>
    /// From this many bytes on a blob is asked for in parts, several at once, where the registry knows ranges and is not
    /// so near that one connection is as fast. The parts of all blobs together take at most 32 MiB of memory. The
    /// default is 32 MiB; <see cref="long.MaxValue"/> reads every blob over one connection.
    /// </summary>
    public long ParallelDownloadFrom { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// A registry whose fastest answer took less than this is near: up to there the usual receive window of some MiB
    /// holds one connection back by nothing.
    /// </summary>
    internal TimeSpan ParallelDownloadLatency { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The size of such a part, in bytes.</summary>
    internal int DownloadPartSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>How many parts a client keeps in memory at most, of all blobs together.</summary>
    internal int DownloadParts { get; init; } = 8;

    /// <summary>How and how long failed operations are tried again.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>Told of every new attempt, before its delay; <c>null</c> (default) where nobody listens.</summary>
    public IProgress<RetryNotice>? Retries { get; init; }

    /// <summary>Told of every upload that goes on where it was interrupted; <c>null</c> (default) where nobody listens.</summary>
    public IProgress<ResumeNotice>? Resumes { get; init; }

    /// <summary>
    /// Told what a registry warns of, each text once a registry, and once when a tenth or less is left of the requests
    /// that it takes; <c>null</c> (default) where nobody listens.
    /// </summary>
    public IProgress<RegistryWarning>? Warnings { get; init; }

    /// <summary>Told of bytes as they move; <c>null</c> (default) where nobody listens.</summary>
    public IProgress<TransferProgress>? Transfers { get; init; }

    /// <summary>
    /// Told in one line, without secrets, of each request with its answer, of where credentials were found, and of each token
    /// that is asked for; <c>null</c> (default) where nobody listens.
    /// </summary>
    public IProgress<string>? Trace { get; init; }

    /// <summary>
    /// Puts a handler around (or in place of) the one that opens connections: to count requests, or to script answers
    /// in a test. It sees requests as they go out, credentials included. Called
    /// when they are first needed: once for the connections to registries themselves, once for those to hosts that a registry
    /// names, and once for each registry with certificates of its own. The default changes nothing.
    /// </summary>
    public Func<HttpMessageHandler, HttpMessageHandler> Transport { get; init; } = static handler => handler;
}

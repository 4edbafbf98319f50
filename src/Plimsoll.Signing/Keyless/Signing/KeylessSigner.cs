using System.Security.Cryptography;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Signing.Keyless.Signing.Fulcio;
using Plimsoll.Signing.Keyless.Signing.Identity;
using Plimsoll.Signing.Keyless.Signing.Rekor;
using Plimsoll.Signing.Keyless.Signing.Services;
using Plimsoll.Signing.Keyless.Signing.Timestamps;
using Plimsoll.Signing.Keyless.TrustRoots;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Signing.Keyless.Signing;

/// <summary>
/// Signs without a key that anybody keeps: an authority certifies for minutes who has a key that was just made, a log and a timestamp
/// tell that the signature was made in that time. Safe to use by several tasks at once; they share a certificate.
/// </summary>
/// <param name="services">The services.</param>
/// <param name="getToken">Gets a token that says who signs; asked once for each certificate.</param>
/// <param name="http">The requests; closed with it.</param>
/// <param name="time">The clock.</param>
internal sealed class KeylessSigner(KeylessServices services, Func<CancellationToken, Task<IdentityToken>> getToken, ServiceHttp http, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<SigningIdentity> _identities = [];
    private readonly FulcioClient _authority = new(services.Authority, http, time);
    private readonly IReadOnlyList<TimestampClient> _timestamps = [.. services.TimestampAuthorities.Select(address => new TimestampClient(address, http))];
    private readonly IReadOnlyList<ITransparencyLog> _logs =
        [.. services.Logs.Select(log => log.Version == LogService.Rekor2 ? (ITransparencyLog)new RekorTileLog(log.Address, http) : new RekorLog(log.Address, http))];

    /// <summary>Whom those trust who get the signatures: none is given out that they would not accept. With nobody (the default) that is not looked at.</summary>
    public IReadOnlyList<TrustRoot> TrustRoots { get; init; } = [];

    /// <summary>Who certifies.</summary>
    public string Authority => services.Authority.Authority;

    /// <summary>Prepares signing as the user says. Nothing is asked for until something is signed.</summary>
    /// <param name="settings">What the user says.</param>
    /// <param name="environment">Where the identity token may be.</param>
    /// <param name="options">Proxies, certificates, clock, retries, and who is told of requests.</param>
    /// <param name="directory">The folder that paths start from, and that commands run in.</param>
    /// <exception cref="PlimsollException">A setting, or a file that one names, cannot be used (exit code 2).</exception>
    public static KeylessSigner Open(KeylessSettings settings, CredentialEnvironment environment, RegistryClientOptions options, string directory)
    {
        var services = KeylessServices.Choose(settings, directory, environment.Clock.GetUtcNow());
        var reference = settings.IdentityToken is { } text ? KeyReference.Parse(text) : null;
        var tokens = new IdentityTokenSource(environment, directory);
        return new KeylessSigner(services, cancellationToken => tokens.GetAsync(reference, cancellationToken), new ServiceHttp(options), environment.Clock)
        {
            TrustRoots = settings.TrustRoot is { } file ? TrustRoot.ReadFile(Path.Combine(directory, file)) : [],
        };
    }

    /// <summary>Signs a statement.</summary>
    /// <exception cref="PlimsollException">There is no token, it is refused (exit code 2 or 4), or a service fails (7).</exception>
    public async Task<SigstoreBundle> SignAsync(Statement statement, CancellationToken cancellationToken)
    {
        var identity = await GetIdentityAsync(cancellationToken);
        var envelope = new DsseEnvelope(statement.Serialize(), Statement.MediaType, []);
        var signature = identity.Sign(envelope.SignedBytes.Span);
        return await CompleteAsync(Begin(identity) with { DsseEnvelope = envelope with { Signatures = [new DsseSignature(signature)] } }, signature, cancellationToken);
    }

    /// <summary>Signs bytes that are kept elsewhere, such as a manifest.</summary>
    /// <inheritdoc cref="SignAsync"/>
    public async Task<SigstoreBundle> SignContentAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var identity = await GetIdentityAsync(cancellationToken);
        var signature = identity.Sign(content.Span);
        return await CompleteAsync(Begin(identity) with { MessageSignature = new MessageSignature(new MessageDigest(MessageDigest.Sha256, SHA256.HashData(content.Span)), signature) }, signature, cancellationToken);
    }

    /// <summary>The key with the certificate that signs now. Asking early tells early whether the authority certifies.</summary>
    /// <inheritdoc cref="SignAsync"/>
    public async Task<SigningIdentity> GetIdentityAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_identities.LastOrDefault() is { } current && time.GetUtcNow() < current.RenewAt)
                return current;

            // The one before may still be signing.
            _identities.Add(await _authority.CertifyAsync(await getToken(cancellationToken), cancellationToken));
            return _identities[^1];
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Forgets the keys, and closes the connections.</summary>
    public void Dispose()
    {
        foreach (var identity in _identities)
            identity.Dispose();
        _turn.Dispose();
        http.Dispose();
    }

    private static SigstoreBundle Begin(SigningIdentity identity) =>
        new(SigstoreBundle.Version03, new VerificationMaterial { Certificate = new BundleCertificate(identity.Certificate) });

    /// <summary>Timestamps come first: what is in a log stays there, also if an authority refuses.</summary>
    private async Task<SigstoreBundle> CompleteAsync(SigstoreBundle bundle, byte[] signature, CancellationToken cancellationToken)
    {
        var timestamps = await Task.WhenAll(_timestamps.Select(authority => authority.StampAsync(signature, cancellationToken)));
        var entries = await Task.WhenAll(_logs.Select(log => log.AddAsync(bundle, cancellationToken)));
        var complete = bundle with
        {
            VerificationMaterial = bundle.VerificationMaterial with
            {
                TlogEntries = entries,
                TimestampVerificationData = timestamps.Length > 0 ? new TimestampVerificationData(timestamps) : null,
            },
        };
        if (TrustRoots.Count > 0)
            new BundleAudit(TrustRoots).Verify(complete);
        return complete;
    }
}

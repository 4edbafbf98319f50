using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci.Registries;
using Plimsoll.Signing.Keyless.Signing;
using Plimsoll.Signing.Keyless.Signing.Identity;
using Plimsoll.Signing.Keyless.Signing.Services;
using Plimsoll.Signing.Keyless.TrustRoots;
using Plimsoll.Signing.Statements;
using Plimsoll.Testing.Sigstore;
using Plimsoll.Testing.Sigstore.Servers;

namespace Plimsoll.Signing.Tests.Keyless.Signing;

/// <summary>Services on this machine, a clock that stands, and a signer that uses both.</summary>
internal sealed class SigningWorld : IAsyncDisposable
{
    private readonly List<KeylessSigner> _signers = [];

    public SigningWorld() => Server = SigstoreServer.Start(Sigstore, Clock);

    public SigstoreWorld Sigstore { get; } = new();

    public FakeTimeProvider Clock { get; } = new(SigstoreWorld.IssuedAt);

    public SigstoreServer Server { get; }

    /// <summary>What was told of the requests.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>The last token that was given out.</summary>
    public string? Token { get; private set; }

    /// <summary>How often a token was asked for.</summary>
    public int Tokens { get; private set; }

    public static Statement Statement { get; } = new([new StatementSubject("app", new Dictionary<string, string> { ["sha256"] = new('a', 64) })], "https://example.org/test/v1", """{"a":1}"""u8.ToArray());

    public KeylessServices Services(bool withTimestamp = true, params IReadOnlyList<int> logs) => new(
        new Uri(Server.FulcioAddress),
        [.. logs.Select(version => new LogService(new Uri(version == LogService.Rekor2 ? Server.TilesAddress : Server.RekorAddress), version))],
        withTimestamp ? [new Uri(Server.TimestampAddress)] : []);

    public KeylessSigner Signer(KeylessServices? services = null, string audience = "sigstore", TimeSpan? lifetime = null, RetryOptions? retry = null, IReadOnlyList<TrustRoot>? roots = null)
    {
        var http = new ServiceHttp(new RegistryClientOptions { TimeProvider = Clock, Retry = retry ?? RetryOptions.None, Trace = new Listener(Trace) });
        var signer = new KeylessSigner(services ?? Services(logs: LogService.Rekor1), GetToken, http, Clock) { TrustRoots = roots ?? [] };
        _signers.Add(signer);
        return signer;

        Task<IdentityToken> GetToken(CancellationToken cancellationToken)
        {
            Tokens++;
            Token = Server.Tokens.Issue(Clock.GetUtcNow(), audience, lifetime);
            return Task.FromResult(IdentityToken.Parse(Token, "the test"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var signer in _signers)
            signer.Dispose();
        await Server.DisposeAsync();
    }

    private sealed class Listener(List<string> lines) : IProgress<string>
    {
        public void Report(string value)
        {
            lock (lines)
                lines.Add(value);
        }
    }
}

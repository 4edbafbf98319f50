using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keyless;
using Plimsoll.Signing.Keyless.Signing;
using Plimsoll.Signing.Keyless.TrustRoots;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;
using Plimsoll.Testing;
using Plimsoll.Testing.Sigstore;
using Plimsoll.Testing.Sigstore.Servers;

namespace Plimsoll.Signing.Tests.Keyless.Signing;

/// <summary>Signing without a key, with services that verify what they get. What was made is judged by <c>openssl</c>.</summary>
public class KeylessSignerTests
{
    private static readonly byte[] Manifest = """{"schemaVersion":2}"""u8.ToArray();

    [Theory]
    [InlineData(LogService.Rekor1)]
    [InlineData(LogService.Rekor2)]
    public async Task A_statement_is_signed_by_a_certified_key_logged_and_timestamped(int version)
    {
        await using var world = new SigningWorld();

        var bundle = await world.Signer(world.Services(logs: version)).SignAsync(SigningWorld.Statement, CancellationToken.None);

        var envelope = bundle.DsseEnvelope!;
        var signature = Assert.Single(envelope.Signatures).Sig;
        Assert.Equal(SigningWorld.Statement.Serialize(), envelope.Payload);
        AssertSigned(world, bundle, envelope.SignedBytes.Span, signature.Span);
        var entry = Assert.Single(bundle.VerificationMaterial.TlogEntries!);
        Assert.Equal(new KindVersion("dsse", version == LogService.Rekor1 ? "0.0.1" : "0.0.2"), entry.KindVersion);
        AssertLogged(version == LogService.Rekor1 ? world.Sigstore.Log : world.Sigstore.TiledLog, entry);
    }

    [Theory]
    [InlineData(LogService.Rekor1)]
    [InlineData(LogService.Rekor2)]
    public async Task A_manifest_is_signed_as_it_is(int version)
    {
        await using var world = new SigningWorld();

        var bundle = await world.Signer(world.Services(logs: version)).SignContentAsync(Manifest, CancellationToken.None);

        AssertSigned(world, bundle, Manifest, bundle.MessageSignature!.Signature.Span);
        Assert.Equal(SHA256.HashData(Manifest), bundle.MessageSignature.MessageDigest.Digest);
        Assert.Equal("hashedrekord", Assert.Single(bundle.VerificationMaterial.TlogEntries!).KindVersion!.Kind);
    }

    [Fact]
    public async Task A_log_of_rekor_1_promises_the_entry_with_its_time()
    {
        await using var world = new SigningWorld();

        var bundle = await world.Signer(world.Services(withTimestamp: false, logs: LogService.Rekor1)).SignAsync(SigningWorld.Statement, CancellationToken.None);

        var entry = Assert.Single(bundle.VerificationMaterial.TlogEntries!);
        Assert.Equal(SigstoreWorld.IssuedAt.ToUnixTimeSeconds(), entry.IntegratedTime);
        Assert.False(entry.InclusionPromise!.SignedEntryTimestamp.IsEmpty);
        Assert.Null(bundle.VerificationMaterial.TimestampVerificationData);
    }

    [Fact]
    public async Task A_timestamp_alone_is_enough()
    {
        await using var world = new SigningWorld();

        var bundle = await world.Signer(world.Services()).SignAsync(SigningWorld.Statement, CancellationToken.None);

        Assert.Empty(bundle.VerificationMaterial.TlogEntries!);
        Assert.Single(bundle.VerificationMaterial.TimestampVerificationData!.Rfc3161Timestamps!);
    }

    [Fact]
    public async Task Several_logs_each_get_the_signature()
    {
        await using var world = new SigningWorld();

        var bundle = await world.Signer(world.Services(logs: [LogService.Rekor1, LogService.Rekor2])).SignAsync(SigningWorld.Statement, CancellationToken.None);

        Assert.Equal(["0.0.1", "0.0.2"], bundle.VerificationMaterial.TlogEntries!.Select(entry => entry.KindVersion!.Version));
    }

    [Fact]
    public async Task Signatures_share_a_certificate_until_half_its_time_is_over()
    {
        await using var world = new SigningWorld();
        var signer = world.Signer();

        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => signer.SignAsync(SigningWorld.Statement, CancellationToken.None)));
        world.Clock.Advance(SigstoreWorld.Lifetime / 2);
        var later = await signer.SignAsync(SigningWorld.Statement, CancellationToken.None);

        Assert.Single(together.Select(CertificateOf).Distinct());
        Assert.NotEqual(CertificateOf(together[0]), CertificateOf(later));
        Assert.Equal(2, world.Tokens);
    }

    [Fact]
    public async Task The_certificate_tells_who_signs()
    {
        await using var world = new SigningWorld();

        var identity = await world.Signer().GetIdentityAsync(CancellationToken.None);

        Assert.Equal(TestIdentity.Workflow.Name, identity.Name!.Identity);
        Assert.Equal(TestIdentity.Workflow.Issuer, identity.Name.Issuer);
    }

    [Fact]
    public async Task An_entry_whose_answer_was_lost_is_fetched()
    {
        await using var world = new SigningWorld();
        var rekor = world.Server.Services["/rekor"];
        var isLost = true;
        world.Server.Services["/rekor"] = request =>
        {
            var answer = rekor(request);
            return !isLost ? answer : (isLost = false, SigstoreAnswer.Refuse(System.Net.HttpStatusCode.BadGateway, "lost")).Item2;
        };

        var bundle = await world.Signer(retry: new RetryOptions { Jitter = () => 0 }).SignAsync(SigningWorld.Statement, CancellationToken.None);

        AssertLogged(world.Sigstore.Log, Assert.Single(bundle.VerificationMaterial.TlogEntries!));
        Assert.Equal(["POST", "POST", "GET"], world.Server.Requests.Where(request => request.Contains("/rekor/", StringComparison.Ordinal)).Select(request => request.Split(' ')[0]));
    }

    [Fact]
    public async Task Nothing_is_logged_if_there_is_no_timestamp()
    {
        await using var world = new SigningWorld();
        world.Server.Services["/tsa"] = _ => SigstoreAnswer.Refuse(System.Net.HttpStatusCode.InternalServerError, "no time");

        await Assert.ThrowsAsync<RegistryException>(() => world.Signer().SignAsync(SigningWorld.Statement, CancellationToken.None));

        Assert.DoesNotContain(world.Server.Requests, request => request.Contains("/rekor/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LogService.Rekor1)]
    [InlineData(LogService.Rekor2)]
    public async Task Whoever_trusts_the_services_accepts_what_is_signed(int version)
    {
        await using var world = new SigningWorld();
        var roots = TrustRoot.ParseAll(world.Sigstore.SerializeTrustRoot());
        var signer = world.Signer(world.Services(logs: version), roots: roots);

        var image = Digest.Sha256(Manifest);
        var bundles = new[] { await signer.SignAsync(BundleSigner.StateSignature(image), CancellationToken.None), await signer.SignContentAsync(Manifest, CancellationToken.None) };

        var verifier = new SignatureVerifier([], new KeylessVerifier(roots, [IdentityPolicy.Exactly(TestIdentity.Workflow.Issuer, TestIdentity.Workflow.Name)]));
        Assert.All(bundles, bundle => Assert.True(verifier.VerifyBundle(bundle.Serialize(), image) is { IsValid: true, PredicateType: PredicateTypes.CosignSignature }, verifier.VerifyBundle(bundle.Serialize(), image).Message));
    }

    [Fact]
    public async Task A_job_signs_by_its_own_identity_with_nothing_but_settings()
    {
        await using var world = new SigningWorld();
        using var folder = new TempDirectory();
        File.WriteAllBytes(Path.Combine(folder.Path, "trusted_root.json"), world.Sigstore.SerializeTrustRoot());
        var variables = new Dictionary<string, string> { ["ACTIONS_ID_TOKEN_REQUEST_URL"] = world.Server.TokenAddress, ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = SigstoreServer.JobSecret };
        using var signer = KeylessSigner.Open(
            new KeylessSettings { Authority = world.Server.FulcioAddress, Log = world.Server.TilesAddress, LogVersion = 2, TimestampAuthority = world.Server.TimestampAddress, TrustRoot = "trusted_root.json" },
            new CredentialEnvironment { Variable = variables.GetValueOrDefault, Clock = world.Clock },
            new RegistryClientOptions { TimeProvider = world.Clock },
            folder.Path);

        await signer.SignAsync(SigningWorld.Statement, CancellationToken.None);

        Assert.Equal(["/oidc", "/fulcio", "/tsa", "/tiles"], world.Server.Requests.Select(request => request.Split(' ')[1]).Select(path => path[..path.IndexOf('/', 1)]));
    }

    [Fact]
    public async Task What_others_would_not_accept_is_not_given_out()
    {
        await using var world = new SigningWorld();
        var others = TrustRoot.ParseAll(new SigstoreWorld().SerializeTrustRoot());

        var failure = await Assert.ThrowsAsync<PlimsollException>(() => world.Signer(roots: others).SignAsync(SigningWorld.Statement, CancellationToken.None));

        Assert.Equal(ErrorKind.Transport, failure.Kind);
        Assert.StartsWith("The signature that was made would not be accepted: its entry is in the log ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the key 'trustRoot'", failure.Advice, StringComparison.Ordinal);
    }

    private static string CertificateOf(SigstoreBundle bundle) => Convert.ToHexString(bundle.VerificationMaterial.Certificate!.RawBytes.Span);

    /// <summary>The chain at the time, the signature by the certificate's key, and the timestamp of the signature.</summary>
    private static void AssertSigned(SigningWorld world, SigstoreBundle made, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var bundle = SigstoreBundle.Parse(made.Serialize());
        Assert.Equal(SigstoreBundle.Version03, bundle.MediaType);
        using var folder = new TempDirectory();
        var at = world.Clock.GetUtcNow().ToUnixTimeSeconds() + 60;
        using var leaf = X509CertificateLoader.LoadCertificate(bundle.VerificationMaterial.Certificate!.RawBytes.Span);
        Write("leaf.pem", leaf);
        Write("ca.pem", world.Sigstore.Authority.Root);
        Write("untrusted.pem", world.Sigstore.Authority.Intermediate);
        Assert.Equal("leaf.pem: OK", OpenSsl.Run(folder.Path, $"verify -CAfile ca.pem -untrusted untrusted.pem -purpose any -attime {at} leaf.pem").Trim());

        OpenSsl.Run(folder.Path, "x509 -in leaf.pem -pubkey -noout -out leaf.pub");
        Assert.True(OpenSsl.Verifies(folder.Path, "leaf.pub", data, signature));

        File.WriteAllBytes(Path.Combine(folder.Path, "signature.bin"), signature);
        File.WriteAllBytes(Path.Combine(folder.Path, "reply.tsr"), Assert.Single(bundle.VerificationMaterial.TimestampVerificationData!.Rfc3161Timestamps!).Bytes.Span);
        Write("tsa-root.pem", world.Sigstore.TimestampAuthority.Root);
        OpenSsl.Run(folder.Path, $"ts -verify -data signature.bin -in reply.tsr -CAfile tsa-root.pem -attime {at}");

        void Write(string name, X509Certificate2 certificate) => File.WriteAllText(Path.Combine(folder.Path, name), certificate.ExportCertificatePem());
    }

    /// <summary>The proof is the one that the log itself gives, and the checkpoint is of its tree.</summary>
    private static void AssertLogged(TestTransparencyLog log, TransparencyLogEntry entry)
    {
        var proof = entry.InclusionProof!;
        var expected = log.Prove((int)proof.LogIndex);
        Assert.Equal(expected.RootHash, proof.RootHash);
        Assert.Equal(expected.Hashes!.Select(Hex), proof.Hashes!.Select(Hex));
        Assert.Equal(log.Id, entry.LogId!.KeyId);
        Assert.StartsWith($"{log.Origin}\n{log.Tree.Size}\n{Convert.ToBase64String(log.Tree.Root)}\n", proof.Checkpoint!.Envelope, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"dsse\"", Encoding.UTF8.GetString(entry.CanonicalizedBody.Span), StringComparison.Ordinal);

        static string Hex(ReadOnlyMemory<byte> hash) => Convert.ToHexString(hash.Span);
    }
}

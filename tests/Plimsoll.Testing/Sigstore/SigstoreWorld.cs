using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Testing.Sigstore;

/// <summary>
/// All that signing without a key of one's own needs, with keys of its own: an authority for certificates, their log, logs of signatures
/// of both kinds, an authority for timestamps, and the trust root that lists them. Nothing of it is on the network.
/// </summary>
internal sealed class SigstoreWorld
{
    private const string TrustRootType = "application/vnd.dev.sigstore.trustedroot+json;version=0.1";

    /// <summary>When certificates are issued.</summary>
    public static readonly DateTimeOffset IssuedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>How long a certificate is valid.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private static readonly DateTimeOffset Begin = IssuedAt.AddYears(-1);
    private static readonly DateTimeOffset End = IssuedAt.AddYears(9);

    /// <summary>Issues certificates.</summary>
    public TestCertificateAuthority Authority { get; } = new("fulcio", Begin, End);

    /// <summary>Promises to list certificates.</summary>
    public TestCertificateLog CertificateLog { get; } = new();

    /// <summary>A log as Rekor 1 is.</summary>
    public TestTransparencyLog Log { get; } = TestTransparencyLog.CreateRekor1();

    /// <summary>A log as Rekor 2 is.</summary>
    public TestTransparencyLog TiledLog { get; } = TestTransparencyLog.CreateRekor2();

    /// <summary>Timestamps signatures.</summary>
    public TestTimestampAuthority TimestampAuthority { get; } = new("tsa", Begin, End);

    /// <summary>Issues a certificate for signing.</summary>
    public TestLeaf Issue(TestIdentity? identity = null, DateTimeOffset? at = null) => Authority.Issue(identity ?? TestIdentity.Workflow, key: null, at ?? IssuedAt, Lifetime, CertificateLog);

    /// <summary>The trust root as an object, to be changed.</summary>
    public JsonObject CreateTrustRoot() => new()
    {
        ["mediaType"] = TrustRootType,
        ["tlogs"] = new JsonArray(Describe($"https://{Log.Host}", Log.Key, Log.Id), Describe($"https://{TiledLog.Host}", TiledLog.Key, TiledLog.Id)),
        ["certificateAuthorities"] = new JsonArray(Describe("https://fulcio.test", Authority.Chain)),
        ["ctlogs"] = new JsonArray(Describe("https://ctfe.test/2026", CertificateLog.Key, CertificateLog.Id)),
        ["timestampAuthorities"] = new JsonArray(Describe("https://tsa.test/api/v1/timestamp", TimestampAuthority.Chain)),
    };

    /// <summary>The trust root as <c>trusted_root.json</c> has it.</summary>
    public byte[] SerializeTrustRoot() => Encoding.UTF8.GetBytes(CreateTrustRoot().ToJsonString());

    /// <summary>Signs that an image is signed, as <c>cosign sign</c> does.</summary>
    public SigstoreBundle Sign(Digest image, SignatureForm? form = null) =>
        Sign(new Statement([StatementSubject.Of(name: null, image)], PredicateTypes.CosignSignature, "{}"u8.ToArray()), form);

    /// <summary>Signs a statement.</summary>
    public SigstoreBundle Sign(Statement statement, SignatureForm? form = null)
    {
        form ??= new SignatureForm();
        return Sign(statement, form, Issue(form.Identity));
    }

    /// <summary>Signs a statement with a certificate.</summary>
    public SigstoreBundle Sign(Statement statement, SignatureForm form, TestLeaf leaf)
    {
        var unsigned = new DsseEnvelope(statement.Serialize(), Statement.MediaType, []);
        var envelope = unsigned with { Signatures = [new DsseSignature(leaf.Sign(unsigned.SignedBytes.Span))] };
        return Bundle(form, leaf, envelope.Signatures[0].Sig.ToArray(), () => Enter(form, leaf, envelope)) with { DsseEnvelope = envelope };
    }

    /// <summary>Signs the manifest of an image itself, as <c>cosign sign-blob</c> does.</summary>
    public SigstoreBundle SignContent(ReadOnlySpan<byte> manifest, SignatureForm? form = null)
    {
        form ??= new SignatureForm();
        var leaf = Issue(form.Identity);
        var (hash, signature) = (SHA256.HashData(manifest), leaf.Sign(manifest));
        var bundle = Bundle(form, leaf, signature, () => form.IsTiled
            ? TiledLog.Add("hashedrekord", "0.0.2", TestEntries.HashedRekord002(hash, signature, leaf.Der), IssuedAt + form.SignedAfter)
            : Log.Add("hashedrekord", "0.0.1", TestEntries.HashedRekord001(hash, signature, leaf.Pem), IssuedAt + form.SignedAfter));
        return bundle with { MessageSignature = new MessageSignature(new MessageDigest(MessageDigest.Sha256, hash), signature) };
    }

    /// <summary>An entry of a log in a trust root.</summary>
    public static JsonObject Describe(string url, TestLogKey key, byte[] id) => new()
    {
        ["baseUrl"] = url,
        ["hashAlgorithm"] = "SHA2_256",
        ["publicKey"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(key.Der), ["keyDetails"] = key.Details, ["validFor"] = Window(Begin) },
        ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(id) },
    };

    /// <summary>An entry of an authority in a trust root.</summary>
    public static JsonObject Describe(string url, IEnumerable<X509Certificate2> chain) => new()
    {
        ["subject"] = new JsonObject { ["organization"] = "acme.test", ["commonName"] = "acme" },
        ["uri"] = url,
        ["certChain"] = new JsonObject { ["certificates"] = new JsonArray([.. chain.Select(certificate => (JsonNode)new JsonObject { ["rawBytes"] = Convert.ToBase64String(certificate.RawData) })]) },
        ["validFor"] = Window(Begin),
    };

    /// <summary>A window of time in a trust root.</summary>
    public static JsonObject Window(DateTimeOffset start, DateTimeOffset? end = null)
    {
        var window = new JsonObject { ["start"] = Text(start) };
        if (end is { } until)
            window["end"] = Text(until);
        return window;

        static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
    }

    private TransparencyLogEntry Enter(SignatureForm form, TestLeaf leaf, DsseEnvelope envelope)
    {
        var at = IssuedAt + form.SignedAfter;
        var hash = SHA256.HashData(envelope.SignedBytes.Span);
        var signature = envelope.Signatures[0].Sig.ToArray();
        return (form.EntryKind ?? "dsse", form.IsTiled) switch
        {
            ("dsse", false) => Log.Add("dsse", "0.0.1", TestEntries.Dsse001(envelope, leaf.Pem), at),
            ("dsse", true) => TiledLog.Add("dsse", "0.0.2", TestEntries.Dsse002(envelope, leaf.Der), at),
            ("hashedrekord", false) => Log.Add("hashedrekord", "0.0.1", TestEntries.HashedRekord001(hash, signature, leaf.Pem), at),
            ("hashedrekord", true) => TiledLog.Add("hashedrekord", "0.0.2", TestEntries.HashedRekord002(hash, signature, leaf.Der), at),
            ("intoto", false) => Log.Add("intoto", "0.0.2", TestEntries.InToto002(envelope, leaf.Pem), at),
            var (kind, _) => throw new ArgumentException($"There is no entry of the kind '{kind}' in such a log.", nameof(form)),
        };
    }

    private SigstoreBundle Bundle(SignatureForm form, TestLeaf leaf, byte[] signature, Func<TransparencyLogEntry> enter)
    {
        var isTimestamped = form.IsTimestamped ?? (form.IsTiled || !form.IsLogged);
        return new SigstoreBundle(form.MediaType, new VerificationMaterial
        {
            Certificate = form.MediaType == SigstoreBundle.Version03 ? new BundleCertificate(leaf.Der) : null,
            X509CertificateChain = form.MediaType == SigstoreBundle.Version03 ? null : new BundleCertificateChain([new BundleCertificate(leaf.Der), new BundleCertificate(Authority.Intermediate.RawData)]),
            TlogEntries = form.IsLogged ? [enter()] : [],
            TimestampVerificationData = isTimestamped
                ? new TimestampVerificationData([new SignedTimestamp(TimestampAuthority.Timestamp(signature, IssuedAt + form.SignedAfter))])
                : null,
        });
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keyless;
using Plimsoll.Signing.Keyless.Certificates;
using Plimsoll.Signing.Keyless.TrustRoots;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;
using Plimsoll.Testing.Sigstore;

namespace Plimsoll.Signing.Tests.Keyless;

public sealed class KeylessVerifierTests : KeylessTests
{
    private const string Version01 = "application/vnd.dev.sigstore.bundle+json;version=0.1";
    private const string Version02 = "application/vnd.dev.sigstore.bundle+json;version=0.2";

    [Theory]
    [InlineData(SigstoreBundle.Version03, "dsse", false)]
    [InlineData(SigstoreBundle.Version03, "dsse", true)]
    [InlineData(SigstoreBundle.Version03, "hashedrekord", false)]
    [InlineData(SigstoreBundle.Version03, "hashedrekord", true)]
    [InlineData(Version02, "intoto", false)]
    [InlineData(Version02, "dsse", true)]
    [InlineData(Version01, "intoto", false)]
    public void A_statement_is_valid_by_the_identity_of_its_certificate(string mediaType, string kind, bool isTiled)
    {
        var result = Verify(World.Sign(Image, new SignatureForm { MediaType = mediaType, EntryKind = kind, IsTiled = isTiled }));

        Assert.True(result.IsValid, result.Message);
        Assert.Equal($"it is signed by {TestIdentity.Workflow.Name} (by {TestIdentity.Workflow.Issuer})", result.Message);
        Assert.Equal(new CertificateIdentity(TestIdentity.Workflow.Name, TestIdentity.Workflow.Issuer), result.Identity);
        Assert.Equal(SigstoreWorld.IssuedAt.AddMinutes(2), result.SignedAt);
        Assert.Equal(PredicateTypes.CosignSignature, result.PredicateType);
        Assert.Null(result.Key);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_signature_of_the_manifest_itself_is_valid_for_its_digest_only(bool isTiled)
    {
        var bundle = World.SignContent("a manifest"u8, new SignatureForm { IsTiled = isTiled });

        AssertValid(bundle, image: Digest.Sha256("a manifest"u8));
        AssertRefused(VerificationOutcome.WrongSubject, "it is about sha256:", bundle);
    }

    [Fact]
    public void What_the_certificate_says_of_the_run_is_there_for_whoever_asks()
    {
        var claims = Verify(World.Sign(Image)).Claims!;

        Assert.Equal("https://github.com/acme/app", claims.SourceRepositoryUri);
        Assert.Equal("refs/tags/v2.1.0", claims.SourceRepositoryRef);
        Assert.Equal("6a1f6a9e4f6c1d0b6a2f0d3c9c5b8e7f6a5d4c3b", claims.SourceRepositoryDigest);
        Assert.Equal(TestIdentity.Workflow.Name, claims.BuildSignerUri);
        Assert.Equal("github-hosted", claims.RunnerEnvironment);
        Assert.Equal("push", claims.BuildTrigger);
    }

    /// <summary>An address, a user name, and an issuer in the form of Fulcio's first years.</summary>
    [Fact]
    public void People_are_named_by_an_address_or_a_user_name()
    {
        foreach (var identity in new[] { new TestIdentity("https://accounts.example", "jo@acme.example"), new TestIdentity("https://login.example", "jo") { IsUserName = true }, new TestIdentity("https://old.example", "jo@acme.example") { IsEarlyForm = true } })
        {
            var bundle = World.Sign(Image, new SignatureForm { Identity = identity });

            AssertValid(bundle, policy: IdentityPolicy.Exactly(identity.Issuer, identity.Name));
            AssertRefused(VerificationOutcome.WrongIdentity, $"it is signed by {identity.Name} (by {identity.Issuer}), and not by {TestIdentity.Workflow.Name} (by {TestIdentity.Workflow.Issuer})", bundle);
        }
    }

    /// <summary>Long after the certificate of minutes has expired; that of the authority too.</summary>
    [Fact]
    public void A_certificate_that_has_expired_is_good_when_the_log_has_the_time()
    {
        var before = SigstoreWorld.IssuedAt.AddYears(-6);
        var authority = new TestCertificateAuthority("early", before.AddDays(-1), before.AddYears(1));
        var leaf = authority.Issue(TestIdentity.Workflow, key: null, before, SigstoreWorld.Lifetime, World.CertificateLog);
        var root = Root(root =>
        {
            root["certificateAuthorities"]!.AsArray().Add(SigstoreWorld.Describe("https://early.test", authority.Chain));
            foreach (var window in new[] { root["tlogs"]![0]!["publicKey"]!, root["ctlogs"]![0]!["publicKey"]!, root["certificateAuthorities"]![1]! })
                window["validFor"] = SigstoreWorld.Window(before.AddDays(-1));
        });

        AssertValid(World.Sign(Statement, new SignatureForm { SignedAfter = before - SigstoreWorld.IssuedAt + TimeSpan.FromMinutes(1) }, leaf), root);
    }

    [Fact]
    public void A_key_on_p384_signs_too()
    {
        var leaf = World.Authority.Issue(TestIdentity.Workflow, ECDsa.Create(ECCurve.NamedCurves.nistP384), SigstoreWorld.IssuedAt, SigstoreWorld.Lifetime, World.CertificateLog);

        AssertValid(World.Sign(Statement, new SignatureForm(), leaf));
    }

    /// <summary>Witnesses sign a log's checkpoints; an entry in another log, and a timestamp by somebody else, may be there besides.</summary>
    [Fact]
    public void What_others_say_besides_is_passed_over()
    {
        var bundle = World.Sign(Image, new SignatureForm { IsTimestamped = true });
        var other = new SigstoreWorld();
        var text = bundle.VerificationMaterial.TlogEntries![0].InclusionProof!.Checkpoint!.Envelope;
        var note = text[..(text.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        var witnessed = WithProof(bundle, proof => proof with { Checkpoint = new Checkpoint($"{note}\n{TestLogKey.CreateEd25519().SignNote("witness.test", note)}{text[(note.Length + 1)..]}") });

        AssertValid(witnessed);
        var foreign = other.Log.Add("dsse", "0.0.1", TestEntries.Dsse001(bundle.DsseEnvelope!, "x"), SigstoreWorld.IssuedAt.AddYears(1));
        AssertValid(bundle with { VerificationMaterial = bundle.VerificationMaterial with { TlogEntries = [foreign, .. bundle.VerificationMaterial.TlogEntries!] } });
        AssertValid(WithTimestamps(bundle, other.TimestampAuthority.Timestamp(SignatureOf(bundle), SigstoreWorld.IssuedAt.AddYears(1))));
    }

    /// <summary>GitHub's own authority for private repositories has no logs, and timestamps instead.</summary>
    [Fact]
    public void Where_a_trust_root_has_no_logs_a_timestamp_is_enough()
    {
        var leaf = World.Authority.Issue(TestIdentity.Workflow, key: null, SigstoreWorld.IssuedAt, SigstoreWorld.Lifetime, log: null);
        var bundle = World.Sign(Statement, new SignatureForm { IsLogged = false }, leaf);
        var withoutLogs = Root(root => (root["tlogs"], root["ctlogs"]) = (new JsonArray(), new JsonArray()));

        AssertValid(bundle, withoutLogs);
        AssertRefused(VerificationOutcome.UntrustedLog, "it has no entry in a log of signatures", bundle);
        AssertRefused(VerificationOutcome.UntrustedTime, "nothing tells when it was signed", World.Sign(Statement, new SignatureForm { IsLogged = false, IsTimestamped = false }, leaf), withoutLogs);
    }

    /// <summary>What one root demands cannot be got around by what another one does not.</summary>
    [Fact]
    public void Of_several_trust_roots_each_stands_by_itself()
    {
        var other = new SigstoreWorld();
        var withoutLogs = other.CreateTrustRoot();
        (withoutLogs["tlogs"], withoutLogs["ctlogs"]) = (new JsonArray(), new JsonArray());
        var roots = TrustRoot.ParseAll(Encoding.UTF8.GetBytes($"{withoutLogs.ToJsonString()}\n{World.CreateTrustRoot().ToJsonString()}\n"));
        var verifier = new SignatureVerifier([], new KeylessVerifier(roots, [Policy]));

        Assert.Equal(2, roots.Count);
        Assert.True(verifier.VerifyBundle(World.Sign(Image).Serialize(), Image).IsValid);
        Assert.True(verifier.VerifyBundle(other.Sign(Image, new SignatureForm { IsLogged = false }).Serialize(), Image).IsValid);
        var result = verifier.VerifyBundle(World.Sign(Image, new SignatureForm { IsLogged = false }).Serialize(), Image);
        Assert.Equal(VerificationOutcome.UntrustedLog, result.Outcome);
    }

    [Fact]
    public void Without_an_identity_or_a_trust_root_nothing_counts()
    {
        var bundle = World.Sign(Image).Serialize();

        var withoutIdentity = new SignatureVerifier([], new KeylessVerifier(TrustRoot.ParseAll(World.SerializeTrustRoot()), [])).VerifyBundle(bundle, Image);
        var withoutRoot = new SignatureVerifier([], new KeylessVerifier([], [Policy])).VerifyBundle(bundle, Image);

        Assert.Equal((VerificationOutcome.WrongIdentity, "not verified: no identity is given"), (withoutIdentity.Outcome, withoutIdentity.Message));
        Assert.Equal((VerificationOutcome.UntrustedCertificate, "not verified: no trust root is given"), (withoutRoot.Outcome, withoutRoot.Message));
        Assert.Equal(TestIdentity.Workflow.Name, withoutRoot.ClaimedIdentity!.Identity);
        Assert.Null(withoutRoot.Identity);
        Assert.Equal(VerificationOutcome.ByCertificate, new SignatureVerifier([]).VerifyBundle(bundle, Image).Outcome);
    }
}

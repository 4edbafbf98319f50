using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Signing.Keyless;
using Plimsoll.Testing.Sigstore;

namespace Plimsoll.Signing.Tests.Keyless;

/// <summary>What is refused, each with its own reason.</summary>
public sealed class RefusalTests : KeylessTests
{
    [Fact]
    public void Somebody_else_is_named_with_who_was_asked_for()
    {
        var (issuer, name) = (TestIdentity.Workflow.Issuer, TestIdentity.Workflow.Name);
        var bundle = World.Sign(Image);

        AssertRefused(VerificationOutcome.WrongIdentity, $"it is signed by {name} (by {issuer}), and not by someone@acme.example (by {issuer})", bundle, policy: IdentityPolicy.Exactly(issuer, "someone@acme.example"));
        AssertRefused(VerificationOutcome.WrongIdentity, $"and not by {name} (by https://issuer.example)", bundle, policy: IdentityPolicy.Exactly("https://issuer.example", name));
        AssertRefused(VerificationOutcome.WrongIdentity, "and not by a name like 'https://github.com/acme'", bundle, policy: IdentityPolicy.Matching(issuer, "https://github.com/acme"));
        AssertValid(bundle, policy: IdentityPolicy.Matching(issuer, "https://github.com/acme/.*"));
    }

    [Fact]
    public void A_certificate_that_was_not_valid_when_it_was_signed()
    {
        foreach (var isTiled in new[] { false, true })
        {
            AssertRefused(VerificationOutcome.UntrustedTime, "it was signed at 2026-03-01T12:11:00Z, and its certificate was valid 2026-03-01T12:00:00Z to 2026-03-01T12:10:00Z", World.Sign(Image, new SignatureForm { IsTiled = isTiled, SignedAfter = TimeSpan.FromMinutes(11) }));
            AssertRefused(VerificationOutcome.UntrustedTime, "it was signed at 2026-03-01T11:59:00Z", World.Sign(Image, new SignatureForm { IsTiled = isTiled, SignedAfter = TimeSpan.FromMinutes(-1) }));
            AssertValid(World.Sign(Image, new SignatureForm { IsTiled = isTiled, SignedAfter = SigstoreWorld.Lifetime }));
        }

        // Each time counts, not only one of them.
        var bundle = World.Sign(Image, new SignatureForm { IsTiled = true });
        var late = World.TimestampAuthority.Timestamp(SignatureOf(bundle), SigstoreWorld.IssuedAt.AddHours(1));
        AssertRefused(VerificationOutcome.UntrustedTime, "it was signed at 2026-03-01T13:00:00Z", WithTimestamps(bundle, bundle.VerificationMaterial.TimestampVerificationData!.Rfc3161Timestamps![0].Bytes.ToArray(), late));
    }

    [Fact]
    public void A_certificate_without_a_promise_of_a_log_that_is_trusted()
    {
        var form = new SignatureForm();
        TestLeaf Leaf(TestCertificateLog? log) => World.Authority.Issue(TestIdentity.Workflow, key: null, SigstoreWorld.IssuedAt, SigstoreWorld.Lifetime, log);
        var bundle = World.Sign(Image);

        AssertRefused(VerificationOutcome.UntrustedCertificate, "has no promise of a log of certificates (SCT)", World.Sign(Statement, form, Leaf(null)));
        AssertRefused(VerificationOutcome.UntrustedCertificate, "is none of the trust root", World.Sign(Statement, form, Leaf(new TestCertificateLog())));
        AssertRefused(VerificationOutcome.UntrustedCertificate, "is not by the log https://ctfe.test/2026", bundle, Root(root => root["ctlogs"]![0]!["publicKey"]!["rawBytes"] = Convert.ToBase64String(TestLogKey.CreateEcdsa().Der)));
        AssertRefused(VerificationOutcome.UntrustedCertificate, "the key of the log https://ctfe.test/2026 was in use since 2026-03-02T00:00:00Z", bundle, Root(root => root["ctlogs"]![0]!["publicKey"]!["validFor"] = SigstoreWorld.Window(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero))));
    }

    /// <summary>The same name and key, and another number.</summary>
    [Fact]
    public void A_promise_for_another_certificate()
    {
        var other = World.Issue();
        var request = new CertificateRequest(new X500DistinguishedName([0x30, 0x00]), other.Key, HashAlgorithmName.SHA256);
        foreach (var extension in other.Certificate.Extensions)
            request.CertificateExtensions.Add(extension);
        using var issued = World.Authority.Sign(request, SigstoreWorld.IssuedAt, SigstoreWorld.Lifetime);

        AssertRefused(VerificationOutcome.UntrustedCertificate, "or is for another certificate", World.Sign(Statement, new SignatureForm(), new TestLeaf(issued, other.Key)));
    }

    [Fact]
    public void A_certificate_of_somebody_who_is_not_trusted()
    {
        TestLeaf Leaf(string name, string usage = "1.3.6.1.5.5.7.3.3") =>
            (name == "" ? World.Authority : new TestCertificateAuthority(name, SigstoreWorld.IssuedAt.AddYears(-1), SigstoreWorld.IssuedAt.AddYears(1)))
            .Issue(TestIdentity.Workflow, key: null, SigstoreWorld.IssuedAt, SigstoreWorld.Lifetime, World.CertificateLog, usage);
        var form = new SignatureForm();
        var bundle = World.Sign(Image);

        AssertRefused(VerificationOutcome.UntrustedCertificate, "is not one of the authority https://fulcio.test", World.Sign(Statement, form, Leaf("fulcio")));
        AssertRefused(VerificationOutcome.UntrustedCertificate, "which is none of the authorities of the trust root (https://fulcio.test)", World.Sign(Statement, form, Leaf("other")));
        AssertRefused(VerificationOutcome.UntrustedCertificate, "it is not for signing code", World.Sign(Statement, form, Leaf("", "1.3.6.1.5.5.7.3.1")));
        AssertRefused(VerificationOutcome.UntrustedCertificate, "it is in use 2025-01-01T00:00:00Z to 2026-02-01T00:00:00Z, and not at 2026-03-01T12:02:00Z", bundle, Root(root => root["certificateAuthorities"]![0]!["validFor"] = SigstoreWorld.Window(new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero))));

        // The bundle's own certificates are believed by nobody.
        var withoutIntermediate = Root(root => root["certificateAuthorities"]![0]!["certChain"]!["certificates"]!.AsArray().RemoveAt(0));
        AssertRefused(VerificationOutcome.UntrustedCertificate, "none of the authorities", World.Sign(Image, new SignatureForm { MediaType = "application/vnd.dev.sigstore.bundle+json;version=0.2" }), withoutIntermediate);
    }

    [Fact]
    public void A_log_that_is_not_trusted()
    {
        var bundle = World.Sign(Image);
        var tiled = World.Sign(Image, new SignatureForm { IsTiled = true });
        var otherKey = Convert.ToBase64String(TestLogKey.CreateEcdsa().Der);

        AssertRefused(VerificationOutcome.UntrustedLog, $"its entry is in the log {Convert.ToHexStringLower(World.Log.Id)}, which is none of the trust root (https://log2026-1.rekor.test)", bundle, Root(root => root["tlogs"]!.AsArray().RemoveAt(0)));
        AssertRefused(VerificationOutcome.UntrustedLog, "(signed entry timestamp) of its entry is not by the log https://rekor.test", bundle, Root(root => root["tlogs"]![0]!["publicKey"]!["rawBytes"] = otherKey));
        AssertRefused(VerificationOutcome.UntrustedLog, "is not signed by the log https://log2026-1.rekor.test, but says to be by log2026-1.rekor.test", tiled, Root(root => root["tlogs"]![1]!["publicKey"]!["rawBytes"] = otherKey));
        AssertRefused(VerificationOutcome.UntrustedLog, "is of a kind that is not supported", bundle, Root(root => root["tlogs"]![0]!["publicKey"]!["rawBytes"] = "AAAA"));
        var closed = SigstoreWorld.Window(SigstoreWorld.IssuedAt.AddYears(-1), SigstoreWorld.IssuedAt);
        AssertRefused(VerificationOutcome.UntrustedLog, "and the key of the log https://rekor.test was in use 2025-03-01T12:00:00Z to 2026-03-01T12:00:00Z", bundle, Root(root => root["tlogs"]![0]!["publicKey"]!["validFor"] = closed));
        AssertRefused(VerificationOutcome.UntrustedLog, "and the key of the log https://log2026-1.rekor.test was in use", tiled, Root(root => root["tlogs"]![1]!["publicKey"]!["validFor"] = closed.DeepClone()));

        // The last moment belongs to it.
        AssertValid(bundle, Root(root => root["tlogs"]![0]!["publicKey"]!["validFor"] = SigstoreWorld.Window(SigstoreWorld.IssuedAt, SigstoreWorld.IssuedAt.AddMinutes(2))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_proof_that_is_not_one(bool isTiled)
    {
        var log = isTiled ? World.TiledLog : World.Log;
        var bundle = World.Sign(Image, new SignatureForm { IsTiled = isTiled });
        log.Tree.Add("later"u8);
        void Refused(string message, Func<InclusionProof, InclusionProof> change) => AssertRefused(VerificationOutcome.UntrustedLog, message, WithProof(bundle, change));
        Checkpoint Signed(InclusionProof proof, string? origin = null, long? size = null, byte[]? root = null) => new(log.SignCheckpoint(origin ?? log.Origin, size ?? proof.TreeSize, root ?? proof.RootHash.ToArray()));

        AssertValid(WithProof(bundle, proof => log.Prove((int)proof.LogIndex)));
        Refused("the root in the proof of its entry is another one", proof => proof with { RootHash = log.Tree.Root });
        Refused("entries, and the checkpoint for", proof => proof with { TreeSize = proof.TreeSize + 1 });
        Refused("the proof does not lead from its entry", proof => proof with { TreeSize = proof.TreeSize + 1, Checkpoint = Signed(proof, size: proof.TreeSize + 1) });
        Refused(isTiled ? "and its proof is for number" : "the proof does not lead from its entry", proof => proof with { LogIndex = proof.LogIndex - 1 });
        Refused("the proof does not lead from its entry", proof => proof with { Hashes = [.. proof.Hashes!.Skip(1)] });
        Refused("the proof does not lead from its entry", proof => proof with { Hashes = [.. proof.Hashes!, new byte[32]] });
        Refused("the proof does not lead from its entry", proof => proof with { Hashes = [.. proof.Hashes!.Skip(1), new byte[32]] });
        Refused("the proof does not lead from its entry", proof => proof with { Hashes = [.. proof.Hashes!.Skip(1), new byte[31]] });
        Refused("the proof does not lead from its entry", proof => proof with { RootHash = log.Tree.Root, Checkpoint = Signed(proof, root: log.Tree.Root) });
        Refused("is not signed by the log", proof => proof with { Checkpoint = new Checkpoint(log.SignCheckpoint(log.Origin, proof.TreeSize, proof.RootHash.ToArray(), isTiled ? TestLogKey.CreateEd25519() : TestLogKey.CreateEcdsa())) });
        Refused("is of 'elsewhere.test', and not of the log", proof => proof with { Checkpoint = Signed(proof, origin: "elsewhere.test") });
        Refused("is not one: name, size and root", proof => proof with { Checkpoint = new Checkpoint("hello") });
        AssertRefused(VerificationOutcome.Malformed, "is missing, or has no checkpoint", WithProof(bundle, proof => proof with { Checkpoint = null }));
        AssertRefused(VerificationOutcome.Malformed, "is missing, or has no checkpoint", WithEntry(bundle, entry => entry with { InclusionProof = null }));
    }

    [Fact]
    public void A_promise_that_is_not_the_logs()
    {
        var bundle = World.Sign(Image);
        void Refused(string message, Func<TransparencyLogEntry, TransparencyLogEntry> change) => AssertRefused(VerificationOutcome.UntrustedLog, message, WithEntry(bundle, change));

        Refused("(signed entry timestamp) of its entry is not by the log", entry => entry with { InclusionPromise = new InclusionPromise(new byte[70]) });
        Refused("(signed entry timestamp) of its entry is not by the log", entry => entry with { InclusionPromise = new SigstoreWorld().Log.Promise(entry) });
        Refused("(signed entry timestamp) of its entry is not by the log", entry => entry with { IntegratedTime = entry.IntegratedTime + 1 });
        Refused("(signed entry timestamp) of its entry is not by the log", entry => entry with { LogIndex = entry.LogIndex + 1 });
        Refused("has no time", entry => (entry with { IntegratedTime = 0 }) is var timeless ? timeless with { InclusionPromise = World.Log.Promise(timeless) } : entry);
        AssertRefused(VerificationOutcome.UntrustedTime, "nothing tells when it was signed", WithEntry(bundle, entry => entry with { InclusionPromise = null }));
        AssertRefused(VerificationOutcome.Malformed, "inclusionPromise is missing", WithEntry(World.Sign(Image, new SignatureForm { MediaType = "application/vnd.dev.sigstore.bundle+json;version=0.1" }), entry => entry with { InclusionPromise = null }));
    }

    [Fact]
    public void A_timestamp_that_does_not_count()
    {
        var bundle = World.Sign(Image, new SignatureForm { IsTiled = true });
        var signature = SignatureOf(bundle);
        var at = SigstoreWorld.IssuedAt.AddMinutes(2);
        byte[] good = World.TimestampAuthority.Timestamp(signature, at);

        AssertRefused(VerificationOutcome.UntrustedTime, "nothing tells when it was signed: it has no timestamp", WithTimestamps(bundle));
        AssertRefused(VerificationOutcome.UntrustedTime, "or is of something else", WithTimestamps(bundle, World.TimestampAuthority.Timestamp("other"u8, at)));
        AssertRefused(VerificationOutcome.UntrustedTime, "or is of something else", WithTimestamps(bundle, good, World.TimestampAuthority.Timestamp("other"u8, at)));
        AssertRefused(VerificationOutcome.UntrustedTime, "by an authority that is none of the trust root", WithTimestamps(bundle, new SigstoreWorld().TimestampAuthority.Timestamp(signature, at)));
        AssertRefused(VerificationOutcome.UntrustedTime, "cannot be read", WithTimestamps(bundle, [0x30, 0x00]));
        AssertRefused(VerificationOutcome.UntrustedTime, "cannot be read", WithTimestamps(bundle, [.. good, 0]));
        AssertRefused(VerificationOutcome.UntrustedTime, "it is in use 2026-03-02T00:00:00Z to", bundle, Root(root => root["timestampAuthorities"]![0]!["validFor"] = SigstoreWorld.Window(new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), new(2026, 4, 2, 0, 0, 0, TimeSpan.Zero))));
        AssertValid(bundle, Root(root => root["timestampAuthorities"]![0]!["validFor"] = SigstoreWorld.Window(at.AddDays(-1), at)));

        // Another authority's time of use cannot be borrowed.
        var other = new TestTimestampAuthority("other", at.AddYears(-1), at.AddYears(1));
        AssertRefused(VerificationOutcome.UntrustedTime, "does not count: it is in use", bundle, Root(root =>
        {
            root["timestampAuthorities"]![0]!["validFor"] = SigstoreWorld.Window(at.AddDays(1));
            root["timestampAuthorities"]!.AsArray().Add(SigstoreWorld.Describe("https://other.test", other.Chain));
        }));
    }

    [Fact]
    public void An_authority_for_timestamps_may_be_listed_without_what_signs_and_must_be_one()
    {
        var bundle = World.Sign(Image, new SignatureForm { IsTiled = true });
        var at = SigstoreWorld.IssuedAt.AddMinutes(2);
        var withCertificate = WithTimestamps(bundle, World.TimestampAuthority.Timestamp(SignatureOf(bundle), at, withCertificate: true));
        var onlyRoot = Root(root => root["timestampAuthorities"]![0]!["certChain"]!["certificates"]!.AsArray().RemoveAt(0));

        AssertValid(withCertificate);
        AssertValid(withCertificate, onlyRoot);
        AssertRefused(VerificationOutcome.UntrustedTime, "none of the trust root", bundle, onlyRoot);
        var wrong = new TestTimestampAuthority("wrong", at.AddYears(-1), at.AddYears(1), usage: "1.3.6.1.5.5.7.3.3");
        AssertRefused(VerificationOutcome.UntrustedTime, "a timestamp of it", WithTimestamps(bundle, wrong.Timestamp(SignatureOf(bundle), at)), Root(root => root["timestampAuthorities"]![0] = SigstoreWorld.Describe("https://wrong.test", wrong.Chain)));
    }

    /// <summary>Entries that are in the log, each about another signature than that of the bundle.</summary>
    [Fact]
    public void An_entry_about_something_else()
    {
        var leaf = World.Issue();
        var bundle = World.Sign(Statement, new SignatureForm(), leaf);
        var envelope = bundle.DsseEnvelope!;
        var other = World.Sign(Digest.Sha256("another"u8)).DsseEnvelope!;
        var at = SigstoreWorld.IssuedAt.AddMinutes(2);
        void Refused(string message, string kind, string version, byte[] body, VerificationOutcome outcome = VerificationOutcome.UntrustedLog) =>
            AssertRefused(outcome, message, WithTimestamps(WithEntry(bundle, _ => (version == "0.0.2" && kind != "intoto" ? World.TiledLog : World.Log).Add(kind, version, body, at)), World.TimestampAuthority.Timestamp(SignatureOf(bundle), at)));

        var (signature, hash) = (SignatureOf(bundle), SHA256.HashData(envelope.SignedBytes.Span));
        var swapped = envelope with { Signatures = other.Signatures };
        var repacked = other with { Signatures = envelope.Signatures };
        Refused("is about another certificate", "dsse", "0.0.1", TestEntries.Dsse001(envelope, World.Issue().Pem));
        Refused("is about another signature", "dsse", "0.0.1", TestEntries.Dsse001(swapped, leaf.Pem));
        Refused("the hash of the payload is sha256:", "dsse", "0.0.1", TestEntries.Dsse001(repacked, leaf.Pem));
        Refused("is about another certificate", "dsse", "0.0.2", TestEntries.Dsse002(envelope, World.Issue().Der));
        Refused("is about another signature", "dsse", "0.0.2", TestEntries.Dsse002(swapped, leaf.Der));
        Refused("the hash of the payload is another one", "dsse", "0.0.2", TestEntries.Dsse002(repacked, leaf.Der));
        Refused("is about another certificate", "intoto", "0.0.2", TestEntries.InToto002(envelope, World.Issue().Pem));
        Refused("is about another signature", "intoto", "0.0.2", TestEntries.InToto002(swapped, leaf.Pem));
        Refused("the hash of the payload is sha256:", "intoto", "0.0.2", TestEntries.InToto002(repacked, leaf.Pem));
        Refused("has another type of payload", "intoto", "0.0.2", TestEntries.InToto002(envelope with { PayloadType = "text/plain" }, leaf.Pem));
        Refused("is about another certificate", "hashedrekord", "0.0.1", TestEntries.HashedRekord001(hash, signature, World.Issue().Pem));
        Refused("is about another signature", "hashedrekord", "0.0.1", TestEntries.HashedRekord001(hash, SignatureOf(World.Sign(Image)), leaf.Pem));
        Refused("the hash of what is signed is sha256:", "hashedrekord", "0.0.1", TestEntries.HashedRekord001(new byte[32], signature, leaf.Pem));
        Refused("is about another certificate", "hashedrekord", "0.0.2", TestEntries.HashedRekord002(hash, signature, World.Issue().Der));
        Refused("is about another signature", "hashedrekord", "0.0.2", TestEntries.HashedRekord002(hash, [1], leaf.Der));
        Refused("the hash of what is signed is another one", "hashedrekord", "0.0.2", TestEntries.HashedRekord002(new byte[32], signature, leaf.Der));
        Refused("is a dsse 0.0.1, and not the intoto 0.0.2", "intoto", "0.0.2", TestEntries.Dsse001(envelope, leaf.Pem));
        Refused("is of a kind that is not supported: rekord 0.0.1", "rekord", "0.0.1", """{"apiVersion":"0.0.1","kind":"rekord","spec":{}}"""u8.ToArray());
        Refused("spec.payloadHash is missing", "dsse", "0.0.1", """{"apiVersion":"0.0.1","kind":"dsse","spec":{}}"""u8.ToArray(), VerificationOutcome.Malformed);
        Refused("is not one certificate in PEM", "dsse", "0.0.1", TestEntries.Dsse001(envelope, leaf.Key.ExportSubjectPublicKeyInfoPem()), VerificationOutcome.Malformed);
    }

    [Fact]
    public void A_signature_that_is_not_by_the_key_of_the_certificate()
    {
        var leaf = World.Issue();

        // Log, timestamp and certificate agree on it.
        AssertRefused(VerificationOutcome.SignatureMismatch, "its signature is not one of its content by ECDSA P-256", World.Sign(Statement, new SignatureForm(), leaf with { Key = World.Issue().Key }));
        AssertRefused(VerificationOutcome.WrongSubject, $"it is about {Image}, and not", World.Sign(Statement, new SignatureForm(), leaf), image: Digest.Sha256("another"u8));
    }

    [Fact]
    public void A_bundle_of_another_form()
    {
        var bundle = World.Sign(Image);
        var entry = bundle.VerificationMaterial.TlogEntries![0];
        var envelope = bundle.DsseEnvelope!;
        void Refused(string message, SigstoreBundle bundle) => AssertRefused(VerificationOutcome.Malformed, message, bundle);

        Refused("its media type is 'application/vnd.dev.sigstore.bundle.v0.9+json'", bundle with { MediaType = "application/vnd.dev.sigstore.bundle.v0.9+json" });
        Refused("has the same entry twice", bundle with { VerificationMaterial = bundle.VerificationMaterial with { TlogEntries = [entry, entry] } });
        Refused("its envelope has 2 signatures", bundle with { DsseEnvelope = envelope with { Signatures = [.. envelope.Signatures, new DsseSignature(new byte[] { 1 })] } });
        Refused("may not be in version 0.3", bundle with { VerificationMaterial = bundle.VerificationMaterial with { Certificate = null, X509CertificateChain = new BundleCertificateChain([bundle.VerificationMaterial.Certificate!]) } });
        Refused("its certificate is not one in DER", bundle with { VerificationMaterial = bundle.VerificationMaterial with { Certificate = new BundleCertificate(new byte[] { 1 }) } });
        Refused("it signs a hash of another kind", World.SignContent("x"u8) is { MessageSignature: { } message } signed ? signed with { MessageSignature = message with { MessageDigest = new MessageDigest("SHA2_512", new byte[64]) } } : bundle);
    }

    [Fact]
    public void What_is_signed_and_is_not_a_statement()
    {
        var leaf = World.Issue();
        var unsigned = new DsseEnvelope("hello"u8.ToArray(), "text/plain", []);
        var envelope = unsigned with { Signatures = [new DsseSignature(leaf.Sign(unsigned.SignedBytes.Span))] };
        var bundle = WithEntry(World.Sign(Statement, new SignatureForm(), leaf) with { DsseEnvelope = envelope }, _ => World.Log.Add("dsse", "0.0.1", TestEntries.Dsse001(envelope, leaf.Pem), SigstoreWorld.IssuedAt.AddMinutes(2)));

        var result = Verify(bundle);

        Assert.Equal(VerificationOutcome.UnsupportedPayload, result.Outcome);
        Assert.Contains("it is a signed 'text/plain'", result.Message, StringComparison.Ordinal);
    }
}

using System.Security.Cryptography;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Keyless;
using Plimsoll.Signing.Legacy;
using Plimsoll.Signing.Verification;
using Plimsoll.Testing.Sigstore;

namespace Plimsoll.Signing.Tests.Keyless;

/// <summary>Signatures of cosign 2 without a key: certificate, entry and promise in annotations under the tag <c>….sig</c>.</summary>
public sealed class LegacyTests : KeylessTests
{
    private const string CertificateAnnotation = "dev.sigstore.cosign/certificate";
    private const string EntryAnnotation = "dev.sigstore.cosign/bundle";

    private static readonly byte[] Payload = SimpleSigning.Create(ImageReference.Parse("registry.example/acme/app"), Image);

    [Fact]
    public void A_signature_under_a_tag_is_valid_by_the_identity_of_its_certificate()
    {
        var result = CreateVerifier().VerifyLegacy(Sign(), Payload, Image);

        Assert.True(result.IsValid, result.Message);
        Assert.Equal(TestIdentity.Workflow.Name, result.Identity!.Identity);
        Assert.Equal(SigstoreWorld.IssuedAt.AddMinutes(1), result.SignedAt);
    }

    [Fact]
    public void Each_part_of_it_counts()
    {
        var layer = Sign();
        var verifier = CreateVerifier();
        void Refused(VerificationOutcome outcome, string message, string annotation, Func<string, string> change, byte[]? payload = null)
        {
            var changed = layer with { Annotations = new Dictionary<string, string>(layer.Annotations!) { [annotation] = change(layer.Annotations![annotation]) } };
            var result = verifier.VerifyLegacy(changed, payload ?? Payload, Image);
            Assert.Contains(message, result.Message, StringComparison.Ordinal);
            Assert.Equal(outcome, result.Outcome);
        }

        Refused(VerificationOutcome.UntrustedLog, "it has no entry in a log", EntryAnnotation, _ => "");
        Refused(VerificationOutcome.UntrustedLog, "(signed entry timestamp) of its entry is not by the log", EntryAnnotation, entry => entry.Replace("\"logIndex\":1", "\"logIndex\":2", StringComparison.Ordinal));
        Refused(VerificationOutcome.Malformed, "$.Payload.logIndex is not a number", EntryAnnotation, entry => entry.Replace("\"logIndex\":1", "\"logIndex\":-1", StringComparison.Ordinal));
        Refused(VerificationOutcome.UntrustedLog, "is about another certificate", CertificateAnnotation, _ => World.Issue().Pem);
        Refused(VerificationOutcome.Malformed, "it is not PEM", CertificateAnnotation, _ => "x");
        Refused(VerificationOutcome.UntrustedLog, "is about something else", EntryAnnotation, entry => entry, [.. Payload, (byte)' ']);
        Assert.Equal(VerificationOutcome.WrongSubject, verifier.VerifyLegacy(layer, Payload, Digest.Sha256("another"u8)).Outcome);
        Assert.Equal(VerificationOutcome.WrongIdentity, CreateVerifier(policy: IdentityPolicy.Exactly("https://issuer.example", "jo")).VerifyLegacy(layer, Payload, Image).Outcome);
        Assert.Equal(VerificationOutcome.ByCertificate, new SignatureVerifier([]).VerifyLegacy(layer, Payload, Image).Outcome);
    }

    private Descriptor Sign()
    {
        var leaf = World.Issue();
        var signature = leaf.Sign(Payload);
        var entry = World.Log.Add("hashedrekord", "0.0.1", TestEntries.HashedRekord001(SHA256.HashData(Payload), signature, leaf.Pem), SigstoreWorld.IssuedAt.AddMinutes(1));
        var layer = SignatureManifest.LayersOf(SignatureManifest.Append(null, new LegacySignature(Payload, signature)).Manifest.Parse()).Single();
        return layer with
        {
            Annotations = new Dictionary<string, string>(layer.Annotations!)
            {
                [CertificateAnnotation] = leaf.Pem,
                [EntryAnnotation] = $$$"""{"SignedEntryTimestamp":"{{{Convert.ToBase64String(entry.InclusionPromise!.SignedEntryTimestamp.Span)}}}","Payload":{"body":"{{{Convert.ToBase64String(entry.CanonicalizedBody.Span)}}}","integratedTime":{{{entry.IntegratedTime}}},"logIndex":{{{entry.LogIndex}}},"logID":"{{{Convert.ToHexStringLower(entry.LogId!.KeyId.Span)}}}"}}""",
            },
        };
    }
}

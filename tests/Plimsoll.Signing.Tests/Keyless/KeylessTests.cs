using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keyless;
using Plimsoll.Signing.Keyless.TrustRoots;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;
using Plimsoll.Testing.Sigstore;

namespace Plimsoll.Signing.Tests.Keyless;

/// <summary>What tests of verification by certificate share: a world of their own each, an image, and who is to have signed it.</summary>
public abstract class KeylessTests
{
    private protected static readonly Digest Image = Digest.Sha256("an image"u8);

    private protected static readonly IdentityPolicy Policy = IdentityPolicy.Exactly(TestIdentity.Workflow.Issuer, TestIdentity.Workflow.Name);

    private protected SigstoreWorld World { get; } = new();

    private protected static Statement Statement { get; } = new([StatementSubject.Of(name: null, Image)], PredicateTypes.CosignSignature, "{}"u8.ToArray());

    private protected VerificationResult Verify(SigstoreBundle bundle, JsonObject? root = null, IdentityPolicy? policy = null, Digest? image = null) =>
        Verify(bundle.Serialize(), root, policy, image);

    private protected VerificationResult Verify(byte[] bundle, JsonObject? root = null, IdentityPolicy? policy = null, Digest? image = null) =>
        CreateVerifier(root, policy).VerifyBundle(bundle, image ?? Image);

    private protected SignatureVerifier CreateVerifier(JsonObject? root = null, IdentityPolicy? policy = null) =>
        new([], new KeylessVerifier(TrustRoot.ParseAll(Encoding.UTF8.GetBytes((root ?? World.CreateTrustRoot()).ToJsonString())), [policy ?? Policy]));

    /// <summary>A trust root with one thing changed.</summary>
    private protected JsonObject Root(Action<JsonObject> change)
    {
        var root = World.CreateTrustRoot();
        change(root);
        return root;
    }

    private protected void AssertValid(SigstoreBundle bundle, JsonObject? root = null, IdentityPolicy? policy = null, Digest? image = null)
    {
        var result = Verify(bundle, root, policy, image);

        Assert.True(result.IsValid, result.Message);
    }

    private protected void AssertRefused(VerificationOutcome outcome, string message, SigstoreBundle bundle, JsonObject? root = null, IdentityPolicy? policy = null, Digest? image = null)
    {
        var result = Verify(bundle, root, policy, image);

        Assert.Contains(message, result.Message, StringComparison.Ordinal);
        Assert.Equal(outcome, result.Outcome);
        Assert.Null(result.Key);
    }

    /// <summary>A bundle with its only entry changed.</summary>
    private protected static SigstoreBundle WithEntry(SigstoreBundle bundle, Func<TransparencyLogEntry, TransparencyLogEntry> change) =>
        bundle with { VerificationMaterial = bundle.VerificationMaterial with { TlogEntries = [change(bundle.VerificationMaterial.TlogEntries![0])] } };

    /// <summary>A bundle with the proof of its only entry changed.</summary>
    private protected static SigstoreBundle WithProof(SigstoreBundle bundle, Func<InclusionProof, InclusionProof> change) =>
        WithEntry(bundle, entry => entry with { InclusionProof = change(entry.InclusionProof!) });

    /// <summary>A bundle with other timestamps.</summary>
    private protected static SigstoreBundle WithTimestamps(SigstoreBundle bundle, params IEnumerable<byte[]> responses) => bundle with
    {
        VerificationMaterial = bundle.VerificationMaterial with { TimestampVerificationData = new TimestampVerificationData([.. responses.Select(response => new SignedTimestamp(response))]) },
    };

    private protected static byte[] SignatureOf(SigstoreBundle bundle) => bundle.DsseEnvelope!.Signatures[0].Sig.ToArray();
}

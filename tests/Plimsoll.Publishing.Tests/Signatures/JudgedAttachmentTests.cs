using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Signing;
using Plimsoll.Signing.Attachments;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Publishing.Tests.Signatures;

public class JudgedAttachmentTests
{
    private static readonly Digest Image = Digest.Sha256("image"u8);

    /// <summary>The annotation says provenance, and is not signed.</summary>
    private static readonly Attachment Claimed = new(AttachmentKind.SigstoreBundle, "application/vnd.dev.sigstore.bundle.v0.3+json", PredicateTypes.SlsaProvenance1, new Descriptor(MediaTypes.OciManifest, Digest.Sha256("bundle"u8), 1), Image);

    [Fact]
    public void What_was_verified_is_called_by_what_is_signed() =>
        Assert.Equal("attestation (https://acme.example/review, bundle)", new JudgedAttachment(Claimed, new VerificationResult(VerificationOutcome.Valid, "") { PredicateType = "https://acme.example/review" }).Kind);

    [Fact]
    public void What_was_not_is_called_by_what_it_says_of_itself() =>
        Assert.Equal("provenance (SLSA v1, bundle)", new JudgedAttachment(Claimed, new VerificationResult(VerificationOutcome.Malformed, "")).Kind);
}

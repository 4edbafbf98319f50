using Plimsoll.Oci.Images;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Signing.Attachments;

/// <summary>
/// Something that is attached to an image: a signature, a statement, an SBOM. That it is there says nothing yet about who attached it.
/// </summary>
/// <param name="Kind">Its form.</param>
/// <param name="Type">Its type as the artifact has it.</param>
/// <param name="PredicateType">
/// What it says of itself that it says, see <see cref="PredicateTypes"/>; <c>null</c> where it does not say. Only a verification shows
/// whether that is so.
/// </param>
/// <param name="Manifest">The manifest that it is in.</param>
/// <param name="Subject">The manifest that it is about.</param>
internal sealed record Attachment(AttachmentKind Kind, string Type, string? PredicateType, Descriptor Manifest, Digest Subject)
{
    /// <summary>The blob with its content; <c>null</c> where the manifest has another form.</summary>
    public Descriptor? Content { get; init; }

    /// <summary>The tag that it is kept under, or <c>null</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>Its digest: that of its content, else of its manifest.</summary>
    public Digest Digest => (Content ?? Manifest).Digest;

    /// <summary>Its size in bytes.</summary>
    public long Size => (Content ?? Manifest).Size;

    /// <summary>Whether it is a signature of the image, and says nothing else.</summary>
    public bool IsSignature => Kind is AttachmentKind.CosignSignature or AttachmentKind.NotationSignature || PredicateType == PredicateTypes.CosignSignature;

    /// <summary>Whether it says how the image was built. What <c>cosign attest</c> kept without saying what it states counts.</summary>
    public bool IsProvenance => PredicateTypes.IsProvenance(PredicateType) || (Kind == AttachmentKind.CosignAttestation && PredicateType is null);

    /// <summary>Whether it says what is in the image.</summary>
    public bool IsSbom => Kind is AttachmentKind.Sbom or AttachmentKind.CosignSbom || PredicateTypes.IsSbom(PredicateType);

    /// <summary>Whether a key can verify it.</summary>
    public bool IsSigned => Kind is AttachmentKind.SigstoreBundle or AttachmentKind.CosignSignature or AttachmentKind.CosignAttestation or AttachmentKind.NotationSignature;
}

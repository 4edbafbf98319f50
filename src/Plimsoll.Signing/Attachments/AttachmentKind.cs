namespace Plimsoll.Signing.Attachments;

/// <summary>In which form something is attached to an image.</summary>
internal enum AttachmentKind
{
    /// <summary>A Sigstore bundle that refers to the image: cosign 3, GitHub's attestations.</summary>
    SigstoreBundle,

    /// <summary>A signature of cosign before version 3: a layer under the tag <c>….sig</c>, or an artifact that refers to the image.</summary>
    CosignSignature,

    /// <summary>A signed statement of <c>cosign attest</c> before version 3: a layer under the tag <c>….att</c>, or an artifact that refers to the image.</summary>
    CosignAttestation,

    /// <summary>What <c>cosign attach sbom</c> keeps under the tag <c>….sbom</c>.</summary>
    CosignSbom,

    /// <summary>A signature of the Notary Project. Plimsoll copies and lists it; <c>notation verify</c> verifies it.</summary>
    NotationSignature,

    /// <summary>A statement that is not signed, in an index beside the image that it is about, as BuildKit keeps provenance and SBOM.</summary>
    BuildKitAttestation,

    /// <summary>A statement that is not signed, in an artifact that refers to the image.</summary>
    Statement,

    /// <summary>An SBOM as SPDX or CycloneDX, in an artifact that refers to the image.</summary>
    Sbom,

    /// <summary>A receipt of Plimsoll.</summary>
    Receipt,

    /// <summary>Another artifact that refers to the image.</summary>
    Other,
}

namespace Plimsoll.Publishing.Configuration;

/// <summary>What an environment can require of an image. Each counts only where it is signed by those whom the environment names.</summary>
public enum EvidenceKind
{
    /// <summary>A signature of the image itself.</summary>
    Signature,

    /// <summary>A signed statement of how the image was built (SLSA provenance).</summary>
    Provenance,

    /// <summary>A signed statement of what is in the image (SPDX or CycloneDX).</summary>
    Sbom,
}

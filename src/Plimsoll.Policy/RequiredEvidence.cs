namespace Plimsoll.Policy;

/// <summary>What must be attached to an image before it is promoted. Only its existence is checked, not who made it.</summary>
public enum RequiredEvidence
{
    /// <summary>A signature of the image: cosign's or Notation's.</summary>
    Signature,

    /// <summary>A statement of how the image was built (SLSA provenance).</summary>
    Provenance,
}

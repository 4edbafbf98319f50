namespace Plimsoll.Policy.Pinning;

/// <summary>How far pinned images are updated.</summary>
public enum PinUpdate
{
    /// <summary>Images with a digest are not updated.</summary>
    None,

    /// <summary>To the digest that their tag refers to now.</summary>
    Digest,

    /// <summary>To the highest version that differs in its last number only: 1.2.3 → 1.2.9.</summary>
    Patch,

    /// <summary>To the highest version with the same first number: 1.2.3 → 1.9.0.</summary>
    Minor,

    /// <summary>To the highest version.</summary>
    Major,
}

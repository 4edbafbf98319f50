namespace Plimsoll.Policy.Pinning;

/// <summary>How far a pin moves.</summary>
public enum PinUpdate
{
    /// <summary>Images with a digest stay as they are.</summary>
    None,

    /// <summary>To what their tag names now.</summary>
    Digest,

    /// <summary>To the highest version that differs in its last number only: 1.2.3 → 1.2.9.</summary>
    Patch,

    /// <summary>To the highest version with the same first number: 1.2.3 → 1.9.0.</summary>
    Minor,

    /// <summary>To the highest version.</summary>
    Major,
}

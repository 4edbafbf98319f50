namespace Plimsoll.Policy.Pinning;

/// <summary>What is pinned, and to what.</summary>
public sealed record PinOptions
{
    /// <summary>What happens to images that have a digest already. The default is <see cref="PinUpdate.None"/>.</summary>
    public PinUpdate Update { get; init; }

    /// <summary>Tells of an absolute path whether it is left out. The default is <c>null</c>: none is.</summary>
    public Func<string, bool>? IsIgnored { get; init; }

    /// <summary>The repository's root, absolute; the default is <c>null</c>, the directory that is worked in.</summary>
    public string? Root { get; init; }
}

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

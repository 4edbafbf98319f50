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

namespace Plimsoll.Policy.Pinning;

/// <summary>Options of pinning.</summary>
public sealed record PinOptions
{
    /// <summary>What happens to images that have a digest already. The default is <see cref="PinUpdate.None"/>.</summary>
    public PinUpdate Update { get; init; }

    /// <summary>Whether a file or folder, by its absolute path, is excluded. The default is <c>null</c>: none is.</summary>
    public Func<string, bool>? IsIgnored { get; init; }

    /// <summary>The repository's root, absolute; the default is <c>null</c>, the base directory.</summary>
    public string? Root { get; init; }
}

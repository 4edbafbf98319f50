using Plimsoll.Oci.Images;

namespace Plimsoll.Policy.Pinning;

/// <summary>Options of pinning.</summary>
public sealed record PinOptions
{
    /// <summary>What happens to images that have a digest already. The default is <see cref="PinUpdate.None"/>.</summary>
    public PinUpdate Update { get; init; }

    /// <summary>
    /// Whether a tag that can move becomes the newest version that has its digest: <c>1.27</c> → <c>1.27.3</c>. The default is
    /// <c>false</c>.
    /// </summary>
    public bool Narrow { get; init; }

    /// <summary>How long ago an image must have been first seen before its digest is written. The default is zero: it may be new.</summary>
    public TimeSpan MinimumAge { get; init; }

    /// <summary>Tells when images were first seen; needed for <see cref="MinimumAge"/>. The default is <c>null</c>: unknown.</summary>
    public IFirstSeenSource? FirstSeen { get; init; }

    /// <summary>The time that <see cref="MinimumAge"/> counts from.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>
    /// What images become, with tag and digest; all other images stay as they are. The default is <c>null</c>: what the registry
    /// says of each.
    /// </summary>
    public IReadOnlyList<ImageReference>? Targets { get; init; }

    /// <summary>How actions are pinned too. The default is <c>null</c>: they are not. <see cref="Targets"/> are about images alone.</summary>
    internal ActionPinning? Actions { get; init; }

    /// <summary>Whether a file, by its absolute path, may change. The default is <c>null</c>: all may.</summary>
    public Func<string, bool>? IsIncluded { get; init; }

    /// <summary>Whether a file or folder, by its absolute path, is excluded. The default is <c>null</c>: none is.</summary>
    public Func<string, bool>? IsIgnored { get; init; }

    /// <summary>Globs of files that are left out, even if they are named, relative to <see cref="Root"/>. The default is none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>The repository's root, absolute; the default is <c>null</c>, the base directory.</summary>
    public string? Root { get; init; }
}

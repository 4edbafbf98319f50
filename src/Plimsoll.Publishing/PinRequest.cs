using Plimsoll.Oci.Images;
using Plimsoll.Policy.Pinning;

namespace Plimsoll.Publishing;

/// <summary>Which files have their images pinned to digests, and their actions to commits, and how.</summary>
public sealed record PinRequest
{
    /// <summary>Files and folders, absolute or from the host's directory. The default is that directory.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>What happens to images that have a digest already. The default is <see cref="PinUpdate.None"/>.</summary>
    public PinUpdate Update { get; init; }

    /// <summary>Whether a tag that can move becomes the newest version that has its digest. The default is <c>false</c>.</summary>
    public bool Narrow { get; init; }

    /// <summary>How long ago an image must have been first seen before its digest is written. The default is <c>null</c>: as <c>policy.pin.minAge</c> says.</summary>
    public TimeSpan? MinimumAge { get; init; }

    /// <summary>
    /// What images become, with tag and digest, wherever the same repository is used; all others stay as they are. The default is
    /// <c>null</c>: each gets the digest of its own tag.
    /// </summary>
    public IReadOnlyList<ImageReference>? Targets { get; init; }

    /// <summary>The environment whose files of <c>plimsoll.yml</c> alone may change. The default is <c>null</c>: all may.</summary>
    public string? Environment { get; init; }

    /// <summary>
    /// Whether actions of GitHub workflows are pinned to commits in every file. The default is <c>false</c>: where the rule
    /// <c>unpinned-action</c> is on.
    /// </summary>
    internal bool Actions { get; init; }

    /// <summary>Whether files that git ignores are pinned too. The default is <c>false</c>.</summary>
    public bool IncludeIgnored { get; init; }

    /// <summary>A folder of receipts that digests are taken from, absolute or from the host's directory. The default is <c>null</c>: registries are asked.</summary>
    public string? Receipts { get; init; }
}

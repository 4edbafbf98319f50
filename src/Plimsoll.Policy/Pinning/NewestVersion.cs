using Plimsoll.Tags.Versions;

namespace Plimsoll.Policy.Pinning;

/// <summary>Finds the highest version in range of the same variant; the tag itself where it says no version, or none is higher.</summary>
internal sealed class NewestVersion
{
    private readonly PinUpdate _range;
    private readonly VersionTag? _present;
    private readonly bool _hasPrefix;
    private VersionTag? _best;

    /// <param name="present">The tag.</param>
    /// <param name="range">How far it may move.</param>
    public NewestVersion(string present, PinUpdate range)
    {
        (_range, _hasPrefix, Tag) = (range, present.StartsWith('v'), present);
        if (range > PinUpdate.Digest && VersionTag.TryParse(present, out var version))
            _present = version;
    }

    /// <summary>The tag of the version.</summary>
    public string Tag { get; private set; }

    /// <summary>Whether other tags need to be offered.</summary>
    public bool IsAsked => _present is not null;

    /// <summary>Takes a tag that may be it.</summary>
    public void Offer(string candidate)
    {
        if (_present is not null && candidate.StartsWith('v') == _hasPrefix && VersionTag.TryParse(candidate, out var other)
            && other.IsVariantOf(_present) && IsInRange(_present, other) && VersionTag.Order.Compare(other, _best ?? _present) > 0)
            (_best, Tag) = (other, candidate);
    }

    private bool IsInRange(VersionTag version, VersionTag other) => _range switch
    {
        PinUpdate.Patch => other.Major == version.Major && other.Minor == version.Minor,
        PinUpdate.Minor => other.Major == version.Major,
        _ => true,
    };
}

namespace Plimsoll.Tags.Versions;

/// <summary>The version that comes next, and why.</summary>
internal sealed record NextVersion
{
    /// <summary>The next version, or where <see cref="IsNew"/> is <c>false</c> the one that stays.</summary>
    public required SemanticVersion Version { get; init; }

    /// <summary>The git tag of <see cref="Version"/>.</summary>
    public required string TagName { get; init; }

    /// <summary>Whether there is something to release.</summary>
    public bool IsNew { get; init; } = true;

    /// <summary>The highest version that HEAD has, prereleases among them, or <c>null</c>.</summary>
    public TaggedRelease? Base { get; init; }

    /// <summary>The last stable release, which is counted up from, or <c>null</c>.</summary>
    public TaggedRelease? Release { get; init; }

    /// <summary>What is counted up; <see cref="VersionBump.None"/> for a version that was given and where nothing is new.</summary>
    public VersionBump Bump { get; init; }

    /// <summary>The commits since <see cref="Release"/> without merges, newest first.</summary>
    public IReadOnlyList<ReleaseCommit> Commits { get; init; } = [];

    /// <summary>How many merge commits there are besides; what they bring is counted, they are not.</summary>
    public int Merges { get; init; }

    /// <summary>Why it is this version, in one sentence without its full stop.</summary>
    public required string Reason { get; init; }
}

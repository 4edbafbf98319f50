namespace Plimsoll.Tags.Versions;

/// <summary>How a version is determined from the history. The names and defaults are those of MinVer.</summary>
public sealed record VersionOptions
{
    /// <summary>The identifiers where nothing else is said: <c>alpha</c>, <c>0</c>.</summary>
    public static IReadOnlyList<string> UsualPreReleaseIdentifiers { get; } = ["alpha", "0"];

    /// <summary>
    /// What stands before the version in a tag, exactly but ignoring case; <c>null</c> for an optional <c>v</c>. The default is
    /// nothing, as in MinVer, so that <c>v1.0.0</c> is not a version tag.
    /// </summary>
    public string? TagPrefix { get; init; } = "";

    /// <summary>Patterns of tags that are not versions, as <see cref="TagRules.IgnoreTags"/>; the default is none.</summary>
    public IReadOnlyList<string> IgnoreTags { get; init; } = [];

    /// <summary>The number that is counted up behind a stable release; the default is <see cref="VersionPart.Patch"/>.</summary>
    public VersionPart AutoIncrement { get; init; } = VersionPart.Patch;

    /// <summary>The least version, or <c>null</c>. It does not count where a version tag is at HEAD.</summary>
    public MajorMinor? MinimumMajorMinor { get; init; }

    /// <summary>The prerelease of versions that no tag gives one; the default is <c>alpha.0</c>.</summary>
    public IReadOnlyList<string> DefaultPreReleaseIdentifiers { get; init; } = UsualPreReleaseIdentifiers;

    /// <summary>Build metadata that is put behind the version, behind that of a tag at HEAD; the default is none.</summary>
    public string BuildMetadata { get; init; } = "";

    /// <summary>Whether the tag that was found is the version, however many commits there are since; the default is no.</summary>
    public bool IgnoreHeight { get; init; }
}

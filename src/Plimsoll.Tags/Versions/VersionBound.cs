namespace Plimsoll.Tags.Versions;

/// <summary>One end of a range: what a version must be compared with a given one.</summary>
/// <param name="Kind">The comparison.</param>
/// <param name="Version">What is compared with.</param>
internal sealed record VersionBound(VersionBoundKind Kind, SemanticVersion Version)
{
    /// <summary>Whether a version is on the right side.</summary>
    public bool Admits(SemanticVersion version)
    {
        var order = SemanticVersionOrder.Instance.Compare(version, Version);
        return Kind switch
        {
            VersionBoundKind.AtLeast => order >= 0,
            VersionBoundKind.Above => order > 0,
            VersionBoundKind.AtMost => order <= 0,
            VersionBoundKind.Below => order < 0,
            _ => order == 0,
        };
    }

    /// <summary>Whether it asks for prereleases of just this version.</summary>
    public bool NamesPrereleaseOf(SemanticVersion version) =>
        Version.IsPrerelease && (Version.Major, Version.Minor, Version.Patch) == (version.Major, version.Minor, version.Patch);
}

namespace Plimsoll.Build.Components.Versions;

/// <summary>
/// The version of the commit under the names that OctoVersion has, calculated as by <c>plimsoll version</c>: at a release tag its version,
/// behind it a prerelease of the next one.
/// </summary>
/// <remarks>Each member fails with exit code 2 where the version cannot be calculated, as in a shallow clone.</remarks>
public sealed class OctoVersionInfo
{
    private readonly BuildVersion _version;

    internal OctoVersionInfo(BuildVersion version) => _version = version;

    /// <summary>The first number.</summary>
    public int? Major => (int)_version.Version.Major;

    /// <summary>The second number.</summary>
    public int? Minor => (int)_version.Version.Minor;

    /// <summary>The third number.</summary>
    public int? Patch => (int)_version.Version.Patch;

    /// <summary>The three numbers: <c>2.1.0</c>.</summary>
    public string MajorMinorPatch => _version.MajorMinorPatch;

    /// <summary>The prerelease: <c>alpha.0.3</c>; empty for a release.</summary>
    public string PreReleaseTag => _version.Version.Release;

    /// <summary>The prerelease with a dash before; empty for a release.</summary>
    public string PreReleaseTagWithDash => PreReleaseTag.Length == 0 ? "" : "-" + PreReleaseTag;

    /// <summary>The same as <see cref="PreReleaseTagWithDash"/>.</summary>
    public string NuGetCompatiblePreReleaseWithDash => PreReleaseTagWithDash;

    /// <summary>The branch and the commit.</summary>
    public string BuildMetaData => _version.Informational[(_version.SemVer.Length + 1)..];

    /// <summary>The branch and the commit with a plus before.</summary>
    public string BuildMetadataWithPlus => "+" + BuildMetaData;

    /// <summary>The version without build metadata: <c>2.1.1-alpha.0.3</c>.</summary>
    public string FullSemVer => _version.SemVer;

    /// <summary>The version with the branch and the commit.</summary>
    public string InformationalVersion => _version.Informational;

    /// <summary>The version of packages: <see cref="FullSemVer"/>.</summary>
    public string NuGetVersion => FullSemVer;

    /// <summary>Returns <see cref="FullSemVer"/>.</summary>
    public override string ToString() => FullSemVer;
}

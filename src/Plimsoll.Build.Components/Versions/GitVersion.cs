using System.Globalization;

namespace Plimsoll.Build.Components.Versions;

/// <summary>
/// The version of the commit under the names that GitVersion has, calculated as by <c>plimsoll version</c>: at a release tag its version,
/// behind it a prerelease of the next one, with the number of commits at its end.
/// </summary>
/// <remarks>
/// Each member fails with exit code 2 where the version cannot be calculated, as in a shallow clone. All forms for packages are
/// <see cref="SemVer"/>, which every server of packages accepts.
/// </remarks>
public sealed class GitVersion
{
    private readonly BuildVersion _version;

    internal GitVersion(BuildVersion version) => _version = version;

    /// <summary>The first number.</summary>
    public int Major => (int)_version.Version.Major;

    /// <summary>The second number.</summary>
    public int Minor => (int)_version.Version.Minor;

    /// <summary>The third number.</summary>
    public int Patch => (int)_version.Version.Patch;

    /// <summary>The three numbers: <c>2.1.0</c>.</summary>
    public string MajorMinorPatch => _version.MajorMinorPatch;

    /// <summary>The version without build metadata: <c>2.1.1-alpha.0.3</c>.</summary>
    public string SemVer => _version.SemVer;

    /// <summary>The same as <see cref="SemVer"/>.</summary>
    public string LegacySemVer => SemVer;

    /// <summary>The version with build metadata, if it has any.</summary>
    public string FullSemVer => _version.Version.ToFullString();

    /// <summary>The version with the branch and the commit: <c>2.1.1-alpha.0.3+Branch.main.Sha.3f2c…</c>.</summary>
    public string InformationalVersion => _version.Informational;

    /// <summary>The version of assemblies: the three numbers and a zero.</summary>
    public string AssemblySemVer => $"{MajorMinorPatch}.0";

    /// <summary>The version of files: the three numbers and a zero.</summary>
    public string AssemblySemFileVer => $"{MajorMinorPatch}.0";

    /// <summary>The version of packages: <see cref="SemVer"/>.</summary>
    public string NuGetVersion => SemVer;

    /// <summary>The version of packages: <see cref="SemVer"/>.</summary>
    public string NuGetVersionV2 => SemVer;

    /// <summary>The prerelease: <c>alpha.0.3</c>; empty for a release.</summary>
    public string PreReleaseTag => _version.Version.Release;

    /// <summary>The prerelease with a dash before; empty for a release.</summary>
    public string PreReleaseTagWithDash => Before('-', PreReleaseTag);

    /// <summary>The words of the prerelease: <c>alpha</c>; empty for a release.</summary>
    public string PreReleaseLabel => string.Join('.', _version.Version.ReleaseLabels.TakeWhile(label => !label.All(char.IsAsciiDigit)));

    /// <summary>The words of the prerelease with a dash before; empty for a release.</summary>
    public string PreReleaseLabelWithDash => Before('-', PreReleaseLabel);

    /// <summary>The last number of the prerelease; empty where it has none.</summary>
    public string PreReleaseNumber => _version.Version.ReleaseLabels is [.., var last] && last.All(char.IsAsciiDigit) ? last : "";

    /// <summary>The prerelease of packages: <see cref="PreReleaseTag"/>.</summary>
    public string NuGetPreReleaseTag => PreReleaseTag;

    /// <summary>The prerelease of packages: <see cref="PreReleaseTag"/>.</summary>
    public string NuGetPreReleaseTagV2 => PreReleaseTag;

    /// <summary>The build metadata; mostly empty.</summary>
    public string BuildMetaData => _version.Version.Metadata;

    /// <summary>The build metadata with the branch and the commit.</summary>
    public string FullBuildMetaData => InformationalVersion[(SemVer.Length + 1)..];

    /// <summary>The branch; <c>(no branch)</c> at a tag or in a pull request.</summary>
    public string BranchName => _version.Branch ?? "(no branch)";

    /// <summary>The branch with dashes for all but letters and digits.</summary>
    public string EscapedBranchName => BuildVersion.Escape(BranchName);

    /// <summary>The commit.</summary>
    public string Sha => _version.Sha;

    /// <summary>Its first seven digits.</summary>
    public string ShortSha => Sha[..7];

    /// <summary>The day of the commit: <c>2026-05-19</c>.</summary>
    public string CommitDate => _version.CommitDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The commit of the tag that the version was calculated from, else the first one.</summary>
    public string VersionSourceSha => _version.Calculated.Commit ?? "";

    /// <summary>How many commits there are since.</summary>
    public string CommitsSinceVersionSource => _version.Calculated.Height.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many commits there are since, with four digits at least.</summary>
    public string CommitsSinceVersionSourcePadded => _version.Calculated.Height.ToString("0000", CultureInfo.InvariantCulture);

    /// <summary>How many tracked files are changed, up to ten.</summary>
    public int? UncommittedChanges => _version.ChangedFiles;

    /// <summary>Returns <see cref="FullSemVer"/>.</summary>
    public override string ToString() => FullSemVer;

    private static string Before(char c, string text) => text.Length == 0 ? "" : c + text;
}
